import i18next from 'i18next';
import { accountEn, accountZh } from './account.ts';

// Views that speak of accounts import this file, so that its texts are there before they are shown.
i18next.addResourceBundle('zh', 'translation', accountZh, true);
i18next.addResourceBundle('en', 'translation', accountEn, true);
