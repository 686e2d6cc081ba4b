import { defineWords } from './words';

/** Words of search: the button, the sheet, the search page. */
export const searchWords = defineWords({
  ko: { glossary: '용어집' },
  en: { glossary: 'Glossary' },
});
