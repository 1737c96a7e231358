/** How far an archive is that a worker makes. Stands within `<progress-watch>`, and has a link for those without script. */
export function ArchiveProgress({
  words,
  done,
  parts,
  href,
}: {
  words: string;
  done: number;
  parts: number;
  href: string;
}) {
  return (
    <section aria-labelledby="progress">
      <h2 id="progress" class="mb-2 text-lg font-medium">
        Being made
      </h2>
      <p role="status" class="mb-2">
        {words}
      </p>
      <progress
        class="progress progress-primary w-full max-w-md"
        value={done}
        max={Math.max(parts, 1)}
        aria-labelledby="progress"
      ></progress>
      <p class="mt-3 max-w-prose text-muted">
        You may leave: a mail comes when it is ready.{' '}
        <a class="link" href={href}>
          See how far it is
        </a>
      </p>
    </section>
  );
}

/** Bytes as people say them: "12 kB", "3.4 MB". */
export function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
