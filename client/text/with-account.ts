import { accountEn, accountZh } from './account.ts';
import { addTexts } from './i18n.ts';

// Views that speak of accounts import this file, so that its texts are there before they are shown.
addTexts({ zh: accountZh, en: accountEn });
