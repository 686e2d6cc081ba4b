import { type PointerEvent, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { OrderView } from '@/lib/course/quiz/quiz.types';
import { quizWords } from '@/lib/i18n/quiz-words';
import { fill } from '@/lib/i18n/words';
import { type FieldProps, groundOf, inOrder } from './field';
import { Mark } from './mark';
import { RichText } from './rich-text';

/**
 * A list whose items move by their buttons, and by dragging as an extra. After a move the pressed button keeps the
 * focus, and the new place is announced.
 */
export function OrderField({ view, arranged, marks, locale }: FieldProps<OrderView>) {
  const words = quizWords(locale);
  const prefix = useId();
  const list = useRef<HTMLOListElement>(null);
  const [order, setOrder] = useState(arranged);
  const [dragged, setDragged] = useState<string | null>(null);
  const [message, setMessage] = useState('');

  function announce(id: string, place: number) {
    const item = document.getElementById(prefix + id)?.textContent ?? '';
    setMessage(fill(words.moved, { item, place: place + 1, total: order.length }));
  }

  function move(button: HTMLButtonElement, id: string, to: number) {
    if (to < 0 || to >= order.length) return;
    flushSync(() => {
      setOrder(withMoved(order, id, to));
      announce(id, to);
    });
    // Moving an element in the page takes the focus from what stands in it.
    button.focus();
  }

  function drag(event: PointerEvent) {
    if (dragged === null || !list.current) return;
    const place = order.indexOf(dragged);
    const middleOf = (row: Element | undefined) => {
      const box = row?.getBoundingClientRect();
      return box && (box.top + box.bottom) / 2;
    };
    const above = middleOf(list.current.children[place - 1]);
    const below = middleOf(list.current.children[place + 1]);
    if (above !== undefined && event.clientY < above) setOrder(withMoved(order, dragged, place - 1));
    else if (below !== undefined && event.clientY > below) setOrder(withMoved(order, dragged, place + 1));
  }

  function drop() {
    if (dragged !== null) announce(dragged, order.indexOf(dragged));
    setDragged(null);
  }

  return (
    <>
      <ol
        ref={list}
        className="!m-0 list-none divide-y divide-rule border-y border-rule !p-0"
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
      >
        {inOrder(view.items, order).map(({ id, html }, place) => {
          const isRight = marks?.get(id);
          return (
            <li
              key={id}
              data-item={id}
              className={`!m-0 flex min-h-13 items-center gap-2 py-1 ${marks ? 'px-3' : 'px-1'} ${dragged === id ? 'bg-accent-soft' : groundOf(isRight)}`}
            >
              {!marks && (
                <Handle
                  onPointerDown={(event) => {
                    // The list holds the pointer, because the item itself is taken out and put in again while it moves.
                    list.current?.setPointerCapture(event.pointerId);
                    setDragged(id);
                  }}
                />
              )}
              <span aria-hidden="true" className="w-5 text-center font-mono text-sm text-ink-2">
                {place + 1}
              </span>
              <RichText id={prefix + id} html={html} className="min-w-0 grow py-1.5" />
              {isRight === undefined ? (
                <>
                  <MoveButton
                    label={words.moveUp}
                    itemId={prefix + id}
                    isAtEnd={place === 0}
                    d="M6 10V2M2.5 5.5 6 2l3.5 3.5"
                    onMove={(button) => move(button, id, place - 1)}
                  />
                  <MoveButton
                    label={words.moveDown}
                    itemId={prefix + id}
                    isAtEnd={place === order.length - 1}
                    d="M6 2v8M2.5 6.5 6 10l3.5-3.5"
                    onMove={(button) => move(button, id, place + 1)}
                  />
                </>
              ) : (
                <Mark isRight={isRight} locale={locale} />
              )}
            </li>
          );
        })}
      </ol>
      <p aria-live="polite" className="sr-only">
        {message}
      </p>
    </>
  );
}

function Handle({ onPointerDown }: { onPointerDown: (event: PointerEvent) => void }) {
  return (
    <span
      aria-hidden="true"
      data-handle=""
      className="flex size-8 shrink-0 cursor-grab touch-none items-center justify-center text-ink-3 noscript:hidden"
      onPointerDown={onPointerDown}
    >
      <svg viewBox="0 0 12 12" width="12" height="12" fill="currentColor" aria-hidden="true">
        <path d="M3 1h2v2H3zM7 1h2v2H7zM3 5h2v2H3zM7 5h2v2H7zM3 9h2v2H3zM7 9h2v2H7z" />
      </svg>
    </span>
  );
}

interface MoveButtonProps {
  label: string;
  /** The id of the element that holds the item's text. */
  itemId: string;
  /** It stays focusable there, so that the focus is not lost when an item arrives at an end. */
  isAtEnd: boolean;
  d: string;
  onMove: (button: HTMLButtonElement) => void;
}

function MoveButton({ label, itemId, isAtEnd, d, onMove }: MoveButtonProps) {
  const id = useId();
  return (
    <button
      type="button"
      id={id}
      aria-label={label}
      aria-labelledby={`${itemId} ${id}`}
      aria-disabled={isAtEnd}
      className="flex size-11 shrink-0 items-center justify-center rounded-box text-ink-2 hover:bg-sunken hover:text-ink aria-disabled:opacity-40 noscript:hidden"
      onClick={(event) => onMove(event.currentTarget)}
    >
      <svg
        viewBox="0 0 12 12"
        width="14"
        height="14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <path d={d} />
      </svg>
    </button>
  );
}

function withMoved(order: readonly string[], id: string, to: number): readonly string[] {
  const others = order.filter((other) => other !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}
