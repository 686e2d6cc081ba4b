import { describe, expect, it } from 'vitest';
import { Player } from '@/components/playback/player';
import type { Observer } from '@/components/playback/player.types';
import type { Input, Model, Run } from '@/lib/models/model';

interface Settings {
  readonly gain: number;
}
interface Snapshot {
  readonly nowMs: number;
  readonly ticks: number;
}

/** A model of one beat every 100 ms; `costMs` is the real time a beat takes to compute. */
function beats(costMs = 0) {
  const real = { nowMs: 0 };
  const applied: { readonly atMs: number; readonly input: Input<Settings> }[] = [];
  const model: Model<Settings, Snapshot> = {
    id: 'beats',
    defaults: { gain: 1 },
    settle: (base) => ({ settings: base, misfits: [] }),
    acts: {},
    start(initial): Run<Settings, Snapshot> {
      let nowMs = 0;
      let ticks = 0;
      let settings = initial;
      const moveTo = (untilMs: number) => {
        const before = Math.floor(nowMs / 100);
        nowMs = untilMs;
        const passed = Math.floor(nowMs / 100) - before;
        ticks += passed;
        real.nowMs += passed * costMs;
      };
      return {
        get nowMs() {
          return nowMs;
        },
        get settings() {
          return settings;
        },
        advance: (ms) => moveTo(nowMs + ms),
        step() {
          moveTo((Math.floor(nowMs / 100) + 1) * 100);
          return 'beat';
        },
        apply(input) {
          applied.push({ atMs: nowMs, input });
          if ('set' in input) settings = { ...settings, ...input.set };
        },
        snapshot: () => ({ nowMs, ticks }),
      };
    },
  };
  return { model, real, applied };
}

function started({ warmUpMs = 0, costMs = 0 } = {}) {
  const { model, real, applied } = beats(costMs);
  const looks: number[] = [];
  const observer: Observer<Snapshot, readonly number[]> = {
    everyMs: 250,
    begin(phase) {
      if (phase === 'warm-up') looks.length = 0;
      return [...looks];
    },
    observe(nowMs) {
      looks.push(nowMs);
      return [...looks];
    },
  };
  const player = new Player({
    model,
    settings: model.defaults,
    warmUpMs,
    observer,
    realNow: () => real.nowMs,
  });
  let frameAtMs = 0;
  /** Draws frames for `ms` of real time, one each `frameMs`. */
  const draw = (ms: number, frameMs = 16) => {
    for (const untilMs = frameAtMs + ms; frameAtMs < untilMs; ) {
      frameAtMs += frameMs;
      real.nowMs = Math.max(real.nowMs, frameAtMs);
      player.frame(frameAtMs);
    }
  };
  return { player, draw, applied, looks };
}

/** As `started`, and the reader has met the figure. */
function ready(options: { warmUpMs?: number; costMs?: number } = {}) {
  const all = started(options);
  while (!all.player.view().isReady) all.draw(16);
  return all;
}

describe('a player', () => {
  it('is paused when the reader meets it: real time passes, virtual time does not', () => {
    const { player, draw } = ready();
    draw(1000);
    expect(player.view().nowMs).toBe(0);
    expect(player.view().isPlaying).toBe(false);
  });

  it('catches the warm-up up over several frames before it is ready', () => {
    const { player, draw } = started({ warmUpMs: 10_000, costMs: 1 });
    draw(16);
    expect(player.view().isReady).toBe(false);
    draw(400);
    expect(player.view()).toMatchObject({ isReady: true, nowMs: 10_000, isPlaying: false });
  });

  it.each([0.1, 1, 10, 100] as const)('moves virtual time ×%d as fast as real time', (speed) => {
    const { player, draw } = ready();
    player.setSpeed(speed);
    player.play();
    draw(2000);
    player.pause();
    // The first frame only sets the clock; a frame is 16 ms.
    expect(player.view().nowMs / speed).toBeGreaterThan(1950);
    expect(player.view().nowMs / speed).toBeLessThanOrEqual(2016);
  });

  it('slows virtual time down, and says so, when the model is too dear for the device', () => {
    const { player, draw } = ready({ costMs: 4 });
    player.setSpeed(100);
    player.play();
    draw(2000);
    const { slowedTo, nowMs } = player.view();
    expect(slowedTo).toBeLessThan(90);
    expect(slowedTo).toBeGreaterThan(1);
    expect(nowMs).toBeLessThan(2000 * 90);
  });

  it('spends no more than its budget and one slice on a frame, even for a long skip', () => {
    const { player, draw } = ready({ costMs: 1 });
    player.skip({ forMs: 60_000 });
    draw(16);
    expect(player.view().isSkipping).toBe(true);
    draw(2000);
    expect(player.view()).toMatchObject({ isSkipping: false, nowMs: 60_000 });
  });

  it('ends a skip as soon as what it waits for has happened', () => {
    const { player, draw } = ready();
    player.skip({ forMs: 60_000, until: (now, before) => now.ticks >= before.ticks + 7 });
    draw(100);
    expect(player.view().snapshot.ticks).toBe(7);
    expect(player.view().nowMs).toBe(700);
  });

  it('steps exactly one event and stands still afterwards', () => {
    const { player, draw } = ready();
    player.play();
    draw(160);
    player.step();
    const { nowMs, isPlaying, stepped } = player.view();
    expect(nowMs % 100).toBe(0);
    expect(isPlaying).toBe(false);
    expect(stepped).toBe('beat');
    draw(500);
    expect(player.view().nowMs).toBe(nowMs);
  });

  it('applies an input at the present virtual instant, also while paused', () => {
    const { player, applied } = ready({ warmUpMs: 3000 });
    player.apply({ set: { gain: 2 } });
    expect(applied).toEqual([{ atMs: 3000, input: { set: { gain: 2 } } }]);
    expect(player.view().settings.gain).toBe(2);
  });

  it('keeps the old picture until a restart has caught up, and keeps the settings', () => {
    const { player, draw } = ready({ warmUpMs: 2000 });
    player.apply({ set: { gain: 3 } });
    player.skip({ forMs: 5000 });
    draw(100);
    player.restart();
    expect(player.view()).toMatchObject({ isReady: false, nowMs: 7000, settings: { gain: 3 } });
    draw(100);
    expect(player.view()).toMatchObject({
      isReady: true,
      nowMs: 2000,
      isPlaying: false,
      settings: { gain: 3 },
    });
  });

  it('looks at the same virtual times whatever the frame rate', () => {
    const smooth = ready();
    const jerky = ready();
    for (const [{ player, draw }, frameMs] of [
      [smooth, 7],
      [jerky, 90],
    ] as const) {
      player.setSpeed(10);
      player.play();
      draw(1500, frameMs);
    }
    const shared = Math.min(smooth.looks.length, jerky.looks.length);
    expect(shared).toBeGreaterThan(40);
    expect(jerky.looks.slice(0, shared)).toEqual(smooth.looks.slice(0, shared));
  });

  it('plays a script: each input at its virtual time, with a rest after it, and stops at the end', () => {
    const { player, draw, applied } = ready({ warmUpMs: 1000 });
    player.setSpeed(10);
    player.perform({ gain: 1 }, { inputs: [{ atMs: 2000, input: { set: { gain: 9 } } }], endMs: 4000 });
    draw(400);
    expect(applied).toEqual([{ atMs: 3000, input: { set: { gain: 9 } } }]);
    expect(player.view()).toMatchObject({ nowMs: 3000, scriptDone: 1 });
    draw(3000);
    expect(player.view()).toMatchObject({ nowMs: 5000, isPlaying: false, scriptDone: null });
  });

  it('gives the figure back to the learner who touches it during a script', () => {
    const { player, draw, applied } = ready();
    player.perform({ gain: 1 }, { inputs: [{ atMs: 5000, input: { set: { gain: 9 } } }], endMs: 9000 });
    draw(100);
    player.apply({ set: { gain: 4 } });
    draw(9000);
    expect(player.view().scriptDone).toBeNull();
    expect(applied.map(({ input }) => input)).toEqual([{ set: { gain: 4 } }]);
  });

  it('publishes two pictures a second where less motion is asked for', () => {
    const { player, draw } = ready();
    player.setCalm(true);
    player.play();
    let pictures = 0;
    player.subscribe(() => {
      pictures += 1;
    });
    draw(3000);
    expect(pictures).toBeGreaterThanOrEqual(5);
    expect(pictures).toBeLessThanOrEqual(7);
  });
});
