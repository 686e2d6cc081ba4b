// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CopyButton } from '@/components/mdx/copy-button';

const button = (
  <CopyButton text="kubectl get pods" label="Copy" done="Copied" failed="Select it and copy it yourself" />
);
const press = () => act(async () => void fireEvent.click(screen.getByRole('button')));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the copy button', () => {
  it('copies and says so', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    render(button);
    await press();
    expect(writeText).toHaveBeenCalledWith('kubectl get pods');
    expect(screen.getByText('Copied')).toBeTruthy();
  });

  it('says the way out where the browser refuses, or has no clipboard at all', async () => {
    vi.stubGlobal('navigator', {});
    render(button);
    await press();
    expect(screen.getByText('Select it and copy it yourself')).toBeTruthy();
  });
});
