// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useMemo, useRef } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TimeControls, type TimeHands } from '@/components/playback/time-controls';
import { usePlaybackKeys } from '@/components/playback/use-playback-keys';

afterEach(cleanup);

const atRest = { nowMs: 42_300, isReady: true, isPlaying: false, isSkipping: false, speed: 1 } as const;
const skips = [{ id: 'ten', label: '+10 s' }];

function hands() {
  return {
    toggle: vi.fn(),
    step: vi.fn(),
    restart: vi.fn(),
    setSpeed: vi.fn(),
    skip: vi.fn(),
  } satisfies TimeHands;
}

describe('the time controls', () => {
  it('offer play, step, reset, four speeds and a skip, and show the virtual time', () => {
    const own = hands();
    render(<TimeControls locale="en" time={atRest} skips={skips} hands={own} />);
    fireEvent.click(screen.getByRole('button', { name: 'Play' }));
    fireEvent.click(screen.getByRole('button', { name: 'Step' }));
    fireEvent.click(screen.getByRole('button', { name: 'Reset' }));
    fireEvent.click(screen.getByRole('button', { name: '+10 s' }));
    fireEvent.click(screen.getByRole('radio', { name: '×10' }));
    expect(own.toggle).toHaveBeenCalledOnce();
    expect(own.step).toHaveBeenCalledOnce();
    expect(own.restart).toHaveBeenCalledOnce();
    expect(own.skip).toHaveBeenCalledWith('ten');
    expect(own.setSpeed).toHaveBeenCalledWith(10);
    expect(screen.getAllByRole('radio')).toHaveLength(4);
    expect(screen.getByRole('timer', { name: 'Model time' }).textContent).toBe('0:42.3');
    expect(screen.getByText('paused')).toBeTruthy();
  });

  it('say that time runs, and offer to stop it', () => {
    render(<TimeControls locale="ko" time={{ ...atRest, isPlaying: true }} skips={skips} hands={hands()} />);
    expect(screen.getByRole('button', { name: '일시 정지' })).toBeTruthy();
    expect(screen.getByText('진행 중')).toBeTruthy();
  });

  it('are drawn but disabled while there is nothing to control', () => {
    render(<TimeControls locale="en" time={{ ...atRest, isReady: false }} skips={skips} />);
    for (const button of screen.getAllByRole('button')) expect(button).toHaveProperty('disabled', true);
  });
});

function Figure({ toggle, step }: { toggle: () => void; step: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  usePlaybackKeys(
    place,
    useMemo(() => ({ toggle, step }), [toggle, step]),
  );
  return (
    <div ref={place}>
      <input type="range" aria-label="load" />
      <input type="checkbox" aria-label="fallback" />
      <button type="button">Play</button>
    </div>
  );
}

describe('keys in a figure', () => {
  it('space plays and the full stop steps, also from a slider', () => {
    const toggle = vi.fn();
    const step = vi.fn();
    render(<Figure toggle={toggle} step={step} />);
    fireEvent.keyDown(screen.getByLabelText('load'), { key: ' ' });
    fireEvent.keyDown(screen.getByRole('button'), { key: '.' });
    expect(toggle).toHaveBeenCalledOnce();
    expect(step).toHaveBeenCalledOnce();
  });

  it('leave space to the controls that use it', () => {
    const toggle = vi.fn();
    render(<Figure toggle={toggle} step={vi.fn()} />);
    fireEvent.keyDown(screen.getByRole('button'), { key: ' ' });
    fireEvent.keyDown(screen.getByLabelText('fallback'), { key: ' ' });
    fireEvent.keyDown(screen.getByLabelText('load'), { key: ' ', ctrlKey: true });
    expect(toggle).not.toHaveBeenCalled();
  });
});
