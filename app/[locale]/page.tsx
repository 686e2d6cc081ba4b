import { notFound } from 'next/navigation';
import { CourseMap } from '@/components/site/course-map';
import { isLocale } from '@/lib/i18n/locale';
import { loadCourse } from '../load-course';

export default async function Home({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const { course } = await loadCourse();
  return <CourseMap course={course} locale={locale} />;
}
