import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { isDay, yearOf } from '#shared/calendar.ts';
import type { MeetingPreview } from '#shared/meeting.ts';
import { keepMoment, useMoment } from '../../data/moment.ts';
import { departments, meeting, meetingPreview, overview, system } from '../../data/questions.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { fullDayText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Choice } from '../../ui/Choice.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { agendaKinds } from './words.ts';

/** Opening a meeting: for which node, and what that would come to, before anything is frozen. */
export function OpenMeeting({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const cache = useQueryClient();
  const [params] = useSearchParams();
  const [, go] = useLocation();
  const { today } = useSuspenseQuery(system()).data;
  const { year, nodes } = useSuspenseQuery(overview({ year: useMoment().year })).data;
  const { data: houses } = useQuery(departments());
  const { sees } = useRights();
  const past = nodes.map(({ day }) => day).filter((day) => day <= today);
  const [node, setNode] = useState(past.at(-1) ?? '');
  const several = houses && houses.items.length > 1 ? houses.items : [];
  const [department, setDepartment] = useState(sees === 'all' ? '' : (several[0]?.code ?? ''));
  const [title, setTitle] = useState<string>();
  const [heldOn, setHeldOn] = useState<string>(today);
  const [error, setError] = useState<string>();
  const key = useRef(crypto.randomUUID());
  const opening = { year, node, ...(department && { department }) };
  const preview = useQuery({ ...meetingPreview(opening), enabled: node !== '' });
  const shownTitle = title ?? preview.data?.title ?? '';

  const send = useMutation({
    mutationFn: (day: string) => {
      const named = title?.trim() && { title: title.trim() };
      const body = { ...opening, ...named, ...(day && { heldOn: day }) };
      return write('Meeting', 'POST', 'meetings', body, { 'idempotency-key': key.current });
    },
    onSuccess: (opened) => {
      cache.setQueryData(meeting(opened.id).queryKey, opened);
      void cache.invalidateQueries({ queryKey: ['meetings', 'list'] });
      go(keepMoment(`/meetings/${opened.id}`, params));
    },
    onError: (problem) => {
      if (problem instanceof RequestProblem && problem.status >= 400) key.current = crypto.randomUUID();
    },
  });
  return (
    <Sheet title={t('opening.title')} onClose={onClose}>
      {past.length === 0 ? (
        <p className="muted">{t('opening.noNode')}</p>
      ) : (
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const day = heldOn.trim() && asDay(heldOn, yearOf(today));
            const bad = day !== '' && !isDay(day);
            setError(bad ? t('statement.badDay') : undefined);
            if (!bad) send.mutate(day);
          }}
        >
          <Choice
            label={t('opening.node')}
            value={node}
            items={past
              .toReversed()
              .map((day) => ({ id: day, text: `${yearOf(day)} ${nodeText(day, language)}` }))}
            onChange={setNode}
          />
          {several.length > 0 && (
            <Choice
              label={t('opening.department')}
              value={department}
              items={[
                ...(sees === 'all' ? [{ id: '', text: t('opening.all') }] : []),
                ...several.map(({ code, name }) => ({ id: code, text: name })),
              ]}
              onChange={setDepartment}
            />
          )}
          <Field label={t('opening.name')} value={shownTitle} onChange={setTitle} maxLength={200} />
          <Field
            label={t('opening.heldOn')}
            value={heldOn}
            onChange={setHeldOn}
            onBlur={() => setHeldOn((before) => asDay(before, yearOf(today)))}
            error={error}
          />
          <div className="preview" aria-live="polite">
            {preview.data && <Coming preview={preview.data} />}
            <WriteProblem error={preview.error} />
          </div>
          <p className="note">{t('opening.frozen', { day: node && fullDayText(node, language) })}</p>
          <WriteProblem error={send.error} />
          <div className="actions end">
            <button type="button" className="button" onClick={onClose}>
              {t('cancel')}
            </button>
            <button type="submit" className="button primary" disabled={send.isPending || !preview.data}>
              {t('opening.go')}
            </button>
          </div>
        </form>
      )}
    </Sheet>
  );
}

function Coming({ preview: { items, warnings } }: { preview: MeetingPreview }) {
  const { t } = useTranslation();
  const count = agendaKinds.reduce((sum, kind) => sum + (items[kind] ?? 0), 0);
  const kinds = agendaKinds.filter((kind) => items[kind] > 0);
  return (
    <>
      {warnings.length > 0 && (
        <div className="warned" role="note">
          <strong>{t('opening.warnings')}</strong>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      {count === 0 ? (
        <p>{t('opening.nothing')}</p>
      ) : (
        <p>
          {t('opening.agenda', { count })}
          {t('colon')}
          {kinds.map((kind) => `${t(`agendaKind.${kind}`)} ${items[kind]}`).join(t('comma'))}
        </p>
      )}
    </>
  );
}
