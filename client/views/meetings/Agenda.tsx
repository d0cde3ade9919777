import { Button } from 'react-aria-components/Button';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import type { AgendaItem, Meeting } from '#shared/meeting.ts';
import { keepMoment } from '../../data/moment.ts';
import { To } from '../../ui/To.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { AgendaRow } from './AgendaRow.tsx';
import { dropped, moved } from './agenda.ts';
import { useMeetingChange } from './useMeetingChange.ts';

/** The items in the order in which they are taken, to be moved by hand or by keys; those left out below the line. */
export function Agenda({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const change = useMeetingChange(meeting.id);
  const { items, may } = meeting;
  const mayChange = may.hold && meeting.state === 'open';
  const taken = items.filter(({ included }) => included);
  const left = items.filter(({ included }) => !included);
  const place = (item: AgendaItem) => keepMoment(`/meetings/${meeting.id}/items/${item.id}`, params);

  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition === 'on') return;
      const ids = new Set([...keys].map(String));
      change.mutate({ order: dropped(items, ids, String(target.key), target.dropPosition) });
    },
  });
  const move = (id: string, by: -1 | 1) => change.mutate({ order: moved(items, id, by) });
  const include = (id: string, included: boolean) => change.mutate({ included: { [id]: included } });
  return (
    <>
      {mayChange && taken.length > 1 && <p className="note agenda-keys">{t('agenda.keys')}</p>}
      <WriteProblem error={change.error} />
      {taken.length === 0 && <p className="muted pad">{t('agenda.none')}</p>}
      <div
        role="presentation"
        onKeyDownCapture={(event) => {
          if (!mayChange || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
          const row = (event.target as Element).closest('[data-item]');
          const id = row?.getAttribute('data-item');
          if (!id) return;
          event.preventDefault();
          event.stopPropagation();
          move(id, event.key === 'ArrowUp' ? -1 : 1);
        }}
      >
        <GridList
          // A list that can be dragged and one that cannot are two: the closing of a meeting makes a new one.
          key={mayChange ? 'moves' : 'stands'}
          className="agenda"
          aria-label={t('agenda.included')}
          items={taken}
          {...(mayChange && { dragAndDropHooks })}
          onAction={(key) => go(keepMoment(`/meetings/${meeting.id}/items/${key}`, params))}
        >
          {(item) => (
            <GridListItem id={item.id} textValue={item.title} data-item={item.id} className="agenda-item">
              {mayChange && (
                <Button slot="drag" className="grip" aria-label={t('agenda.move', { title: item.title })}>
                  ⠿
                </Button>
              )}
              <AgendaRow
                item={item}
                number={taken.indexOf(item) + 1}
                {...(mayChange && {
                  onMove: (by: -1 | 1) => move(item.id, by),
                  onInclude: () => include(item.id, false),
                })}
                mayState={item.mayState}
                to={place(item)}
              />
            </GridListItem>
          )}
        </GridList>
      </div>
      {left.length > 0 && (
        <section className="left-out" aria-labelledby="left-out">
          <h3 id="left-out">{t('agenda.leftCount', { count: left.length })}</h3>
          <ul className="plain-list">
            {left.map((item) => (
              <li key={item.id}>
                <To to={`/meetings/${meeting.id}/items/${item.id}`} className="muted">
                  {t(`agendaKind.${item.kind}`)} · {item.title}
                </To>
                {mayChange && (
                  <button type="button" className="button small" onClick={() => include(item.id, true)}>
                    {t('agenda.include')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
