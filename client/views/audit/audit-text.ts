import type { TFunction } from 'i18next';
import type { AuditEntry } from '#shared/audit.ts';
import type { Language } from '#shared/language.ts';

/** Who a row is about: the name, or that nobody was signed in. */
export function whoText({ who, kind }: Pick<AuditEntry, 'who' | 'kind'>, t: TFunction): string {
  return kind === 'stranger' ? t('audit.nobody') : who;
}

/** What was done, in the words of rights; a word that this screen does not know stays as it is. */
export function actionText(action: string, t: TFunction): string {
  return t(`audit.actions.${action}`, { defaultValue: action });
}

/** Roles as they were held, `finance@435001 owner`, in words. */
export function rolesText(roles: string, t: TFunction): string {
  const held = roles.split(' ').filter((role) => role !== '');
  return held.map((role) => roleText(role, t)).join(t('comma'));
}

function roleText(held: string, t: TFunction): string {
  const [name = '', where] = held.split(/@(.*)/s);
  const word = t(`role.${name}`, { defaultValue: t(`scope.${name}`, { defaultValue: name }) });
  return where ? `${word}（${where}）` : word;
}

/** The time to the second with its year: what is asked of a trail is when exactly. */
export function exactText(instant: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  return format.format(new Date(instant));
}
