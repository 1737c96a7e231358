/** The custom elements of src/islands, as far as pages name them. Without script they are plain boxes. */
import 'hono/jsx';

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'keys-help': Record<string, unknown>;
      'booking-total': Record<string, unknown>;
      'signature-pad': Record<string, unknown>;
      'copy-value': Record<string, unknown>;
      'passkey-form': Record<string, unknown>;
      'pension-simulator': Record<string, unknown>;
      'progress-watch': Record<string, unknown>;
    }
  }
}
