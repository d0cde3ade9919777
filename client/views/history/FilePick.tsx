import { useTranslation } from 'react-i18next';

/** The kinds that the server takes; what a file really is it sees itself. */
export const evidenceKinds = '.pdf,.ofd,.jpg,.jpeg,.png,.webp,.gif,.bmp,.tif,.tiff,.heic,.docx,.xlsx';

/** Files chosen to be sent along. */
export function FilePick({
  files,
  onChange,
}: {
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="file-pick">
      <label className="button small">
        {t('history.attach')}
        <input
          type="file"
          className="visually-hidden"
          multiple
          accept={evidenceKinds}
          onChange={(event) => {
            onChange([...files, ...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      {files.map((file) => (
        <span key={`${file.name}${file.size}${file.lastModified}`} className="tag">
          {file.name}
          <button
            type="button"
            className="icon"
            aria-label={t('history.leaveOut', { name: file.name })}
            onClick={() => onChange(files.filter((one) => one !== file))}
          >
            ×
          </button>
        </span>
      ))}
    </div>
  );
}
