import { raw } from 'hono/html';
import banknote from 'lucide-static/icons/banknote-arrow-up.svg?raw';
import building from 'lucide-static/icons/building-2.svg?raw';
import calendarCheck from 'lucide-static/icons/calendar-check.svg?raw';
import calendar from 'lucide-static/icons/calendar-days.svg?raw';
import chart from 'lucide-static/icons/chart-column.svg?raw';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import card from 'lucide-static/icons/credit-card.svg?raw';
import invoice from 'lucide-static/icons/file-text.svg?raw';
import folder from 'lucide-static/icons/folder.svg?raw';
import globe from 'lucide-static/icons/globe.svg?raw';
import inbox from 'lucide-static/icons/inbox.svg?raw';
import key from 'lucide-static/icons/key-round.svg?raw';
import landmark from 'lucide-static/icons/landmark.svg?raw';
import link from 'lucide-static/icons/link.svg?raw';
import lock from 'lucide-static/icons/lock.svg?raw';
import mail from 'lucide-static/icons/mail.svg?raw';
import more from 'lucide-static/icons/menu.svg?raw';
import message from 'lucide-static/icons/message-square.svg?raw';
import percent from 'lucide-static/icons/percent.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import receipt from 'lucide-static/icons/receipt.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import today from 'lucide-static/icons/sun.svg?raw';
import warning from 'lucide-static/icons/triangle-alert.svg?raw';
import upload from 'lucide-static/icons/upload.svg?raw';
import user from 'lucide-static/icons/user-round.svg?raw';

const ICONS = {
  banknote,
  building,
  calendar,
  card,
  chart,
  circleCheck,
  message,
  link,
  inbox,
  globe,
  folder,
  calendarCheck,
  clock,
  invoice,
  key,
  landmark,
  lock,
  mail,
  more,
  percent,
  plus,
  receipt,
  search,
  today,
  upload,
  user,
  warning,
};

export type IconName = keyof typeof ICONS;

/** A line icon that takes the text's colour. Always beside a word, so it is hidden from screen readers. */
export function Icon({ name, class: extra = 'size-5' }: { name: IconName; class?: string }) {
  return (
    <span class={`inline-flex shrink-0 ${extra}`} aria-hidden="true">
      {raw(SVG[name])}
    </span>
  );
}

/** Lucide's own class, comment and fixed size taken off once, at start. */
const SVG = Object.fromEntries(
  Object.entries(ICONS).map(([name, svg]) => [
    name,
    svg
      .replace(/<!--.*?-->/s, '')
      .replace(/\s*class="[^"]*"/, '')
      .replace(/width="24"\s+height="24"/, 'width="100%" height="100%"')
      .replace(/\s+/g, ' ')
      .trim(),
  ]),
) as Record<IconName, string>;
