import { Day } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import type { ScheduleLine } from '../schedule-content.ts';

/** The frozen lines of a schedule, for both sides. */
export function ScheduleLines({ lines }: { lines: readonly ScheduleLine[] }) {
  return (
    <Table
      caption="Bookings of the schedule"
      rows={lines}
      columns={[
        { heading: 'Day', lead: true, cell: it => <Day day={Temporal.PlainDate.from(it.date)} /> },
        { heading: 'Times', cell: it => it.times },
        { heading: 'Work', cell: it => it.work },
        { heading: 'Rate', cell: it => it.rate },
        { heading: 'Payment', cell: it => (it.paymentDays === 0 ? 'on receipt' : `${it.paymentDays} days`) },
        { heading: 'Cancellation', cell: it => it.cancellation },
      ]}
    />
  );
}
