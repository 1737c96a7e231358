import { WORK_TYPE_LABELS, WORK_TYPES } from '#features/bookings/index.ts';
import { KIND_LABELS, ORGANISATION_KINDS } from '#features/organisations/index.ts';
import { HiddenField } from '#platform/ui/form.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { showId } from '#rules/ids.ts';
import type { BookingRequest } from '../request.ts';
import { countedWords, dayWords, rateWords } from '../request-words.ts';

/** Who asks, how well they are known, and for what. */
export function Asker({ request }: { request: BookingRequest }) {
  const kind = ORGANISATION_KINDS.find(it => it === request.organisationKind) ?? 'other';
  const work = WORK_TYPES.find(it => it === request.workType) ?? 'other';
  return (
    <>
      {!request.isHealthService && !request.isTrusted && (
        <Caution>
          Not verified: {request.contactEmail} answered the link we sent, but is no address of the health service. Check
          who it is before you agree.
          <form method="post" action="/requests/trusted" class="mt-2">
            <HiddenField name="email" value={request.contactEmail} />
            <button type="submit" class="btn btn-sm min-h-11">
              I know and trust this address
            </button>
          </form>
        </Caution>
      )}
      <Facts
        rows={[
          [
            'Organisation',
            `${request.organisationName}, ${KIND_LABELS[kind]}${request.organisationPostcode ? `, ${request.organisationPostcode}` : ''}`,
          ],
          [
            'Contact',
            <>
              {request.contactName}, <span class="break-all">{request.contactEmail}</span>
              {request.contactPhone && `, ${request.contactPhone}`}
              {request.isHealthService && ' (health service address)'}
              {!request.isHealthService && request.isTrusted && ' (trusted by you)'}
            </>,
          ],
          ['Work', WORK_TYPE_LABELS[work]],
          ['Rate offered', rateWords(request)],
          [
            'Days',
            <ul>
              {request.days.map(day => (
                <li>
                  {day.bookingId ? (
                    <a class="link" href={`/bookings/${showId('booking', day.bookingId)}`}>
                      {dayWords(day)}
                    </a>
                  ) : day.answer === 'offered' ? (
                    countedWords(day, request.counter?.rateKind ?? request.rateKind)
                  ) : (
                    dayWords(day)
                  )}
                  {DAY_WORDS[day.answer] && <span class="text-muted"> {DAY_WORDS[day.answer]}</span>}
                </li>
              ))}
            </ul>,
          ],
          ...(request.counter
            ? [
                [
                  'You proposed',
                  `${rateWords(request.counter)}${request.counter.note ? `. ${request.counter.note}` : ''}`,
                ] as const,
              ]
            : []),
          ...(request.notes ? [['Notes', <span class="whitespace-pre-line">{request.notes}</span>] as const] : []),
          ...(request.reason ? [['Reason', request.reason] as const] : []),
        ]}
      />
    </>
  );
}

const DAY_WORDS: Readonly<Record<BookingRequest['days'][number]['answer'], string>> = {
  open: '',
  offered: 'as you proposed',
  accepted: 'booked',
  declined: 'not taken',
};
