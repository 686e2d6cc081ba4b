'use client';

import { useEffect } from 'react';

/** Marks the outline's link to the heading that was passed last (`aria-current="location"`). */
export function CurrentHeading() {
  useEffect(() => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-outline] a[href^="#"]')];
    const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const mark = () => {
      const passed = headings.filter(
        (heading) => heading && heading.getBoundingClientRect().top < window.innerHeight / 3,
      ).length;
      links.forEach((link, index) => {
        if (index === passed - 1) link.setAttribute('aria-current', 'location');
        else link.removeAttribute('aria-current');
      });
    };
    // All that stands above the upper third counts as seen, so that a jump over several headings is noticed too.
    const observer = new IntersectionObserver(mark, {
      rootMargin: '1000000px 0px -66% 0px',
      threshold: [0, 1],
    });
    for (const heading of headings) if (heading) observer.observe(heading);
    return () => observer.disconnect();
  }, []);
  return null;
}
