'use client';

import { useEffect } from 'react';

/** Says on `<html data-ready>` that the page's components answer; lib/site/loader.js replays an early click then. */
export function Ready() {
  useEffect(() => {
    document.documentElement.dataset.ready = '';
  }, []);
  return null;
}
