import { useQueryValues } from '../../data/moment.ts';

/** Something that narrows a list or does not, kept in the URL. */
export function FlagFilter({ name, label }: { name: string; label: string }) {
  const [params, setValues] = useQueryValues();
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={params.get(name) === 'true'}
        onChange={({ target }) => setValues({ [name]: target.checked ? 'true' : undefined })}
      />
      {label}
    </label>
  );
}
