import { useTranslation } from 'react-i18next';
import { useQueryValues } from '../../data/moment.ts';
import { Chips } from '../Chips.tsx';
import { Choice } from '../Choice.tsx';
import { ProjectCombo } from '../ProjectCombo.tsx';
import type { Filter } from './filters.ts';
import { TypedFilter } from './SearchBox.tsx';

/** One filter as what asks for it; its value is kept in the URL. */
export function FilterField({ filter }: { filter: Filter }) {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  const { name, label } = filter;
  const value = params.get(name) ?? '';
  const set = (next: string | undefined) => setValues({ [name]: next || undefined });
  switch (filter.kind) {
    case 'one':
      return (
        <Choice
          label={label}
          value={value}
          items={[{ id: '', text: filter.all }, ...filter.items]}
          onChange={set}
        />
      );
    case 'several': {
      const { items, standard = '' } = filter;
      return (
        <Chips
          label={label}
          items={items}
          chosen={(value || standard).split(',').filter(Boolean)}
          onChange={(ids) => set(ids.join(',') === standard ? undefined : ids.join(','))}
        />
      );
    }
    case 'day':
      return (
        <label className="day-filter">
          <span>{label}</span>
          <input type="date" className="input" value={value} onChange={({ target }) => set(target.value)} />
        </label>
      );
    case 'flag': {
      const { value: on = 'true' } = filter;
      return (
        <label className="check">
          <input
            type="checkbox"
            checked={value === on}
            onChange={({ target }) => set(target.checked ? on : undefined)}
          />
          {label}
        </label>
      );
    }
    case 'text':
      return <TypedFilter name={name} label={label} />;
    case 'project':
      return (
        <ProjectCombo
          label={label}
          value={value}
          first={[{ id: '', text: t('expenditures.allProjects') }]}
          onChange={set}
        />
      );
  }
}
