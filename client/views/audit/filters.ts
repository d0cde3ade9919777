import type { TFunction } from 'i18next';
import { auditActions } from '#shared/audit-words.ts';
import type { Filter } from '../../ui/table/filters.ts';

/** What nobody does, or leaves no row: not offered. */
const unseen = new Set<string>(['see_payees', 'see_runs', 'leave_opinion']);

/** What the trail is narrowed by. */
export function auditFilters(t: TFunction): Filter[] {
  return [
    { kind: 'text', name: 'who', label: t('audit.who') },
    { kind: 'project', name: 'project', label: t('audit.project') },
    {
      ...{ kind: 'one', name: 'action', label: t('audit.action'), all: t('audit.allActions') },
      items: auditActions
        .filter((action) => !unseen.has(action))
        .map((id) => ({ id, text: t(`audit.actions.${id}`) })),
    },
    {
      ...{ kind: 'one', name: 'outcome', label: t('audit.outcome'), all: t('audit.allOutcomes') },
      items: [
        { id: 'done', text: t('audit.done') },
        { id: 'refused', text: t('audit.refused') },
      ],
    },
    { kind: 'day', name: 'from', label: t('audit.from') },
    { kind: 'day', name: 'to', label: t('audit.to') },
  ];
}
