'use client';
import { type RefObject, useEffect, useState } from 'react';

/** About a screen ahead of the reader. */
const margin = '800px';

/**
 * True once the element has come near the screen and the page itself has finished loading; at once when the address
 * carries settings for it (`#key=…`), and then it is also brought into view.
 */
export function useNear(place: RefObject<HTMLElement | null>, key: string): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || isNear) return;
    const isAddressed = () => window.location.hash.startsWith(`#${key}=`);
    const come = () => {
      if (!isAddressed()) return;
      element.scrollIntoView();
      setIsNear(true);
    };
    come();
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && afterLoad(() => setIsNear(true)),
      { rootMargin: margin },
    );
    observer.observe(element);
    window.addEventListener('hashchange', come);
    return () => {
      observer.disconnect();
      window.removeEventListener('hashchange', come);
    };
  }, [place, key, isNear]);
  return isNear;
}

function afterLoad(then: () => void) {
  if (document.readyState === 'complete') then();
  else window.addEventListener('load', then, { once: true });
}
