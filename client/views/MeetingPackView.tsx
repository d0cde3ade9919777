import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { loadDrawing } from '../charts/Curve.tsx';
import { meeting } from '../data/questions.ts';
import { fullDayText, instantText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { To } from '../ui/To.tsx';
import { agendaCounts } from './meetings/agenda.ts';
import { useTyped } from './meetings/useOutbox.ts';
import { CoverSlide } from './present/CoverSlide.tsx';
import { ItemSlide } from './present/ItemSlide.tsx';
import '../text/with-meetings.ts';
import './meetings/meetings.css';
import './present/slide.css';
import './meetings/pack.css';

/** The pack laid out for paper: the whole first, then item by item, each kept together on its sheet. */
export default function MeetingPackView({ id }: { id: string }) {
  const { t } = useTranslation();
  const known = useTyped(useSuspenseQuery(meeting(id)).data);
  const { data: previous } = useQuery({
    ...meeting(known.previous?.id ?? ''),
    enabled: known.previous !== null,
  });
  const language = spokenLanguage();
  useEffect(() => void loadDrawing(), []);
  const taken = known.items.filter(({ included }) => included);
  return (
    <div className="page pack">
      <h1 className="visually-hidden">{t('pack.title')}</h1>
      <div className="page-head no-print">
        <To to={`/meetings/${id}`} className="link">
          {t('meeting.back')}
        </To>
        <span className="grow" />
        <button type="button" className="button primary" onClick={() => window.print()}>
          {t('pack.print')}
        </button>
      </div>
      <div className="paper white-paper">
        <CoverSlide meeting={known} />
        {taken.length > 0 && (
          <section className="contents">
            <h3>
              {t('pack.agenda')}{' '}
              <small>
                {agendaCounts(taken)
                  .map(([kind, count]) => `${t(`agendaKind.${kind}`)} ${count}`)
                  .join(t('comma'))}
              </small>
            </h3>
            <ol>
              {taken.map((item) => (
                <li key={item.id}>{item.title}</li>
              ))}
            </ol>
          </section>
        )}
        {taken.map((item, at) => (
          <ItemSlide key={item.id} item={item} meeting={known} previous={previous} number={at + 1} />
        ))}
        <p className="note pack-foot">
          {t('pack.foot', {
            asOf: fullDayText(known.asOf, language),
            knownAt: instantText(known.knownAt, language),
            seq: known.seq,
          })}
        </p>
      </div>
    </div>
  );
}
