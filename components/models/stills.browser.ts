import type { stills as drawnOnTheServer } from './stills';

/** In a browser no still picture is drawn: the one that the server drew stands in the page until the figure is live. */
export const stills: typeof drawnOnTheServer = { shop: null };
