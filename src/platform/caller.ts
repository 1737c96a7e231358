import { deviceName } from './device.ts';
import type { WebContext } from './web.ts';

/** Who stands at the door of a page for people without an account: a keyed hash of their address, their device in words. */
export function callerOf(c: WebContext): { readonly callerHash: string; readonly device: string } {
  return { callerHash: c.get('callerHash'), device: deviceName(c.req.header('user-agent') ?? '') };
}
