'use client';

import { useEffect, useRef } from 'react';
import { lessonRead, lessonStarted } from '@/lib/course/progress/change';
import { progress } from '@/lib/course/progress/store';

/** Stands at the end of a lesson: notes that it was begun, and read once this place has come into view. */
export function MarkRead({ lessonId }: { lessonId: string }) {
  const end = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    progress.add(lessonStarted(lessonId, Date.now()));
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      progress.add(lessonRead(lessonId, Date.now()));
      observer.disconnect();
    });
    if (end.current) observer.observe(end.current);
    return () => observer.disconnect();
  }, [lessonId]);
  return <span ref={end} aria-hidden="true" className="block h-px" />;
}
