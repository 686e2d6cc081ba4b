import { shopNames } from '@/lib/i18n/shop-words';
import { shopModel } from '@/lib/models/shop/shop';
import { type ShopControl, type ShopPanel, type ShopSettings, type ShopSnapshot, shopControls, shopPanels } from '@/lib/models/shop/shop.types';
import type { ModelFace } from '../model-face';
import { ShopFigure } from './shop-figure';
import { shopInputInWords } from './shop-input';
import { shopInWords } from './shop-in-words';
import { hasNewLine, shopNews } from './shop-log';
import { addToTrail, emptyTrail, type ShopTrail } from './shop-trail';

const isControl = (name: string): name is ShopControl => (shopControls as readonly string[]).includes(name);
const isPanel = (name: string): name is ShopPanel => (shopPanels as readonly string[]).includes(name);

export const shopFace: ModelFace<ShopSettings, ShopSnapshot, ShopTrail> = {
  model: shopModel,
  Figure: ({ controls, panels, ...props }) => <ShopFigure {...props} controls={controls.filter(isControl)} panels={panels.filter(isPanel)} />,
  emptyTrail,
  addToTrail,
  inWords: (snapshot, settings, panels, locale) => shopInWords(snapshot, settings, panels.filter(isPanel), locale),
  news: shopNews,
  hasNewLine,
  eventInWords: (word, locale) => shopNames(locale).event[word] ?? word,
  inputInWords: shopInputInWords,
};
