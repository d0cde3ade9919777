import type { TFunction } from 'i18next';
import { alertKinds } from '#shared/alert-kinds.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { severityMark } from '../../ui/marks.ts';
import type { Filter } from '../../ui/table/filters.ts';

const conditions = ['pending', 'firing', 'resolved'] as const;
const severities = ['critical', 'warning', 'watch', 'notice'] as const;
const handlings = [
  'open',
  'acknowledged',
  'rectifying',
  'submitted',
  'returned',
  'accepted',
  'closed',
] as const;

/** What the list of alerts can be narrowed by. Nothing chosen means what is open. */
export function alertFilters(t: TFunction): Filter[] {
  return [
    {
      ...{ kind: 'several', name: 'condition', label: t('alerts.condition'), standard: 'pending,firing' },
      items: conditions.map((id) => ({ id, text: t(`condition.${id}`) })),
    },
    {
      ...{ kind: 'several', name: 'severity', label: t('alerts.severity') },
      items: severities.map((id) => ({
        ...{ id, text: t(`severity.${id}`) },
        mark: <LightMark mark={severityMark(id)} />,
      })),
    },
    {
      ...{ kind: 'one', name: 'handling', label: t('alerts.handlings'), all: t('alerts.allHandlings') },
      items: handlings.map((id) => ({ id, text: t(`handling.${id}`) })),
    },
    {
      ...{ kind: 'one', name: 'muted', label: t('alerts.notifying'), all: t('alerts.allNotifying') },
      items: [
        { id: 'true', text: t('alerts.mutedOnly') },
        { id: 'false', text: t('alerts.speaking') },
      ],
    },
    {
      ...{ kind: 'one', name: 'kind', label: t('alerts.kind'), all: t('alerts.allKinds') },
      items: alertKinds.map((id) => ({ id, text: t(`kind.${id}`) })),
    },
    { kind: 'project', name: 'project', label: t('expenditures.project') },
  ];
}
