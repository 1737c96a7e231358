import { Badge, Moment } from './figures.tsx';
import { Table } from './table.tsx';

/** An access link as its owner sees it, in words. */
export interface ShownLink {
  /** `lnk_…` */
  readonly id: string;
  readonly what: string;
  /** The one thing it opens; empty where the page is about that thing already. */
  readonly about: string;
  readonly recipient: string;
  readonly state: 'works' | 'expired' | 'revoked';
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
  /** How often it was used in all. */
  readonly used: number;
  /** The latest of what was done with it, the last first. */
  readonly uses: readonly { readonly at: Temporal.Instant; readonly what: string; readonly device: string }[];
}

const STATES = {
  works: ['success', 'works'],
  expired: ['neutral', 'expired'],
  revoked: ['warning', 'ended'],
} as const;

/** Links with every use of them, and the buttons that end or replace one. `back` is where those buttons lead to afterwards. */
export function LinkTable({ links, back }: { links: readonly ShownLink[]; back: string }) {
  if (links.length === 0) return <p class="text-muted">No link has been made yet.</p>;
  return (
    <Table
      caption="Links, the newest first"
      rows={links}
      columns={[
        {
          heading: 'Link',
          lead: true,
          cell: link => (
            <>
              {link.what} <Badge tone={STATES[link.state][0]}>{STATES[link.state][1]}</Badge>
              {link.about && <span class="block font-normal">{link.about}</span>}
              {link.recipient && <span class="block text-sm font-normal text-muted">{link.recipient}</span>}
            </>
          ),
        },
        { heading: 'Made', cell: link => <Moment at={link.createdAt} /> },
        { heading: 'Until', cell: link => (link.expiresAt ? <Moment at={link.expiresAt} /> : 'ended by you') },
        { heading: 'Used', cell: link => <Uses link={link} /> },
        {
          heading: 'Steps',
          cell: link =>
            link.state === 'works' && (
              <span class="flex flex-wrap gap-2">
                <LinkStep link={link} step="replace" label="Replace" back={back} />
                <LinkStep link={link} step="revoke" label="End" back={back} />
              </span>
            ),
        },
      ]}
    />
  );
}

function Uses({ link }: { link: ShownLink }) {
  if (link.uses.length === 0) return <>not yet</>;
  return (
    <details>
      <summary class="min-h-11 cursor-pointer content-center">
        {link.used === 1 ? 'once' : `${link.used} times`}
      </summary>
      <ul class="text-left text-sm">
        {link.uses.map(use => (
          <li>
            <Moment at={use.at} />: {use.what}, {use.device}
          </li>
        ))}
      </ul>
      {link.used > link.uses.length && (
        <a class="link inline-block min-h-11 content-center text-sm" href={`/links/${link.id}/uses`}>
          All {link.used}
        </a>
      )}
    </details>
  );
}

function LinkStep(props: { link: ShownLink; step: 'replace' | 'revoke'; label: string; back: string }) {
  return (
    <form method="post" action={`/links/${props.link.id}/${props.step}`}>
      <input type="hidden" name="back" value={props.back} />
      <button type="submit" class="btn btn-sm min-h-11">
        {props.label}
      </button>
    </form>
  );
}
