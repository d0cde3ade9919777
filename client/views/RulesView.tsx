import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleVersionShown } from '#shared/rules-api.ts';
import { useMoment, useQueryValues } from '../data/moment.ts';
import { rules as rulesQuestion } from '../data/questions.ts';
import { useRights } from '../data/rights.ts';
import { fullDayText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { Export } from '../ui/table/Export.tsx';
import { SearchBox } from '../ui/table/SearchBox.tsx';
import { RuleForm } from './rules/RuleForm.tsx';
import { RuleHistory } from './rules/RuleHistory.tsx';
import { ScopeChoice } from './rules/ScopeChoice.tsx';
import '../text/with-tables.ts';
import './rules/rules.css';

/** What is judged by: for whom, where each limit comes from, what a change would do, and how it became so. */
export default function RulesView() {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const moment = useMoment();
  const [params, setParams] = useQueryValues();
  const scope = params.get('scope') ?? 'all';
  const { data: rules } = useSuspenseQuery(rulesQuestion(scope, moment));
  const { may, sees } = useRights();
  const mayDecide = may('set_rules') && sees === 'all';
  const [put, setPut] = useState<RuleVersionShown>();
  const isPast = moment.asOf !== undefined;
  const coming = rules.history.find((one) => one.scope === rules.scope && one.state === 'to_come');
  return (
    <div className="page rules">
      <div className="page-head">
        <h1>{t('rules.title')}</h1>
        <span className="note">
          {t(rules.version ? 'rules.version' : 'rules.untouched', { version: rules.version })}
        </span>
        <span className="grow" />
        <Export path="rules" filter={{ scope, ...moment }} />
      </div>
      <p className="note">{rules.note}</p>
      {rules.calendar.note && (
        <p className="note calendar-note">
          {t('rules.calendar', { year: rules.calendar.knownTo, note: rules.calendar.note })}
        </p>
      )}
      <search className="rule-search" aria-label={t('alerts.filters')}>
        <ScopeChoice
          rules={rules}
          onChange={(next) => setParams({ scope: next === 'all' ? undefined : next })}
        />
        <SearchBox hint={t('rules.search')} />
      </search>
      {put?.state === 'in_force' && put.scope === rules.scope && put.version === rules.version && (
        <p className="success" role="status">
          {t('rules.done', { version: put.version })}
        </p>
      )}
      {coming && (
        <p className="success">
          {t('rules.coming', { version: coming.version, day: fullDayText(coming.effectiveOn, language) })}
        </p>
      )}
      {!mayDecide && <p className="note">{t('rules.readOnly')}</p>}
      {isPast && <p className="note">{t('rules.past', { day: fullDayText(rules.day, language) })}</p>}
      <RuleForm
        key={`${rules.scope} ${rules.version}`}
        rules={rules}
        mayChange={mayDecide && !isPast}
        onPut={setPut}
        searched={params.get('q') ?? ''}
      />
      <RuleHistory rules={rules} />
    </div>
  );
}
