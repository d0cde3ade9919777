import { useQueryValues } from '../../data/moment.ts';

/** A day that narrows a list, kept in the URL. */
export function DayFilter({ name, label }: { name: string; label: string }) {
  const [params, setValues] = useQueryValues();
  return (
    <label className="day-filter">
      <span>{label}</span>
      <input
        type="date"
        className="input"
        value={params.get(name) ?? ''}
        onChange={({ target }) => setValues({ [name]: target.value || undefined })}
      />
    </label>
  );
}
