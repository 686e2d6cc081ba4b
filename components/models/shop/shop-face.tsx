import { shopNames } from '@/lib/i18n/shop-names';
import { shopModel } from '@/lib/models/shop/shop';
import type { ShopSettings, ShopSnapshot } from '@/lib/models/shop/shop.types';
import type { ModelFace } from '../model-face';
import { isPanel, ShopFigure } from './shop-figure';
import { shopInWords } from './shop-in-words';
import { shopInputInWords } from './shop-input';
import { hasNewLine, shopNews } from './shop-log';
import { addToTrail, emptyTrail, type ShopTrail } from './shop-trail';

export const shopFace: ModelFace<ShopSettings, ShopSnapshot, ShopTrail> = {
  model: shopModel,
  Figure: ShopFigure,
  emptyTrail,
  addToTrail,
  inWords: (snapshot, settings, panels, locale) =>
    shopInWords(snapshot, settings, panels.filter(isPanel), locale),
  news: shopNews,
  hasNewLine,
  eventInWords: (word, locale) => shopNames(locale).event[word] ?? word,
  inputInWords: shopInputInWords,
};
