/**
 * What a screen reader is given while a page is used, in order: what live regions announce, and what gets the focus. It keeps
 * to the rules of WAI-ARIA 1.2: the nearest live region decides, with its politeness; `off` is silent, and so is what is hidden
 * or inert; additions and changed text are said, removals are not; an atomic region is said whole; a busy one waits. The page
 * must have been opened with `installListener` before its scripts.
 */
export async function earOf(page) {
  const devtools = await page.context().newCDPSession(page);
  return {
    /** All that was given since it was asked last, in lines. */
    async heard() {
      await settled(page);
      const count = await page.evaluate(() => globalThis.listener.settle());
      const lines = [];
      for (let index = 0; index < count; index++) lines.push(await lineOf(page, devtools, index));
      await page.evaluate(() => globalThis.listener.forget());
      return lines.filter((line) => line !== undefined);
    },
  };
}

/** Nothing is said any more, for so long. */
const quietMs = 150;

async function settled(page) {
  let before = -1;
  for (let now = await said(page); now !== before; now = await said(page)) {
    before = now;
    await page.waitForTimeout(quietMs);
  }
}

const said = (page) => page.evaluate(() => globalThis.listener.given.length);

async function lineOf(page, devtools, index) {
  const given = await page.evaluate((at) => globalThis.listener.given[at], index);
  if (given.is === 'announced') return `  says (${given.politeness}): ${given.text}`;
  if (given.is === 'value') return `  reads its value: ${given.text}`;
  if (given.is === 'state') return `  reads its state: ${given.text}`;
  if (given.is === 'lost') return '  THE FOCUS IS LOST';
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `globalThis.listener.elements[${given.element}]`,
  });
  const { nodes } = await devtools.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId,
    fetchRelatives: false,
  });
  const [node] = nodes;
  // What has gone in the meantime has only the words that it had.
  return `  focus: ${node === undefined || node.ignored ? `“${given.words}”` : describeNode(node)}`;
}

/** States that are said with a name, in the words that screen readers have for them. */
const states = {
  disabled: (value) => value === true && 'unavailable',
  expanded: (value) => (value === true ? 'expanded' : 'collapsed'),
  hasPopup: (value) => value !== 'false' && `opens a ${value}`,
  selected: (value) => value === true && 'selected',
  checked: (value) => (value === 'true' ? 'checked' : 'not checked'),
  pressed: (value) => (value === 'true' ? 'pressed' : 'not pressed'),
  multiline: () => false,
};

function describeNode({ role, name, value, properties = [] }) {
  const said = properties.flatMap(({ name: property, value: { value: state } }) => {
    const word = states[property]?.(state);
    return word ? [word] : [];
  });
  const what = value?.value === undefined || value.value === '' ? [] : [String(value.value)];
  return [`“${name?.value ?? ''}”`, role?.value ?? 'nothing', ...said, ...what].join(', ');
}

/** Runs in the page, before any of its scripts. */
export function installListener() {
  const given = [];
  const elements = [];
  const waiting = new Map();
  const stateWords = {
    'aria-expanded': { true: 'expanded', false: 'collapsed' },
    'aria-pressed': { true: 'pressed', false: 'not pressed' },
    'aria-selected': { true: 'selected', false: 'not selected' },
    'aria-disabled': { true: 'unavailable', false: 'available' },
  };
  const liveRoles = { log: 'polite', status: 'polite', alert: 'assertive' };
  const textOf = (node) => pieceOf(node).replace(/\s+/g, ' ').trim();

  /** What is silent within a region is not said with it. */
  function pieceOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const isSilent = (child) => child.nodeType === Node.ELEMENT_NODE && child.getAttribute('aria-live') === 'off';
    return [...node.childNodes].map((child) => (isSilent(child) ? '' : pieceOf(child))).join('');
  }

  function politenessOf(element) {
    const live = element.getAttribute('aria-live');
    if (live !== null) return live;
    if (element.tagName === 'OUTPUT') return 'polite';
    return liveRoles[element.getAttribute('role')];
  }

  function regionOf(node) {
    const start = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    for (let element = start; element; element = element.parentElement) {
      const politeness = politenessOf(element);
      if (politeness !== undefined) return { element, politeness };
    }
    return undefined;
  }

  function isHidden(element) {
    if (element.closest('[inert], [aria-hidden="true"], [hidden]')) return true;
    return !element.checkVisibility({ visibilityProperty: true });
  }

  function isAtomic(element) {
    const atomic = element.getAttribute('aria-atomic');
    if (atomic !== null) return atomic === 'true';
    return ['status', 'alert'].includes(element.getAttribute('role')) || element.tagName === 'OUTPUT';
  }

  /** The pieces that the changes of one moment add to a region, each once, in the order of the page. */
  function announce(changes) {
    const regions = new Map();
    for (const node of changes) {
      const region = node.isConnected ? regionOf(node) : undefined;
      if (region === undefined || region.politeness === 'off' || isHidden(region.element)) continue;
      const nodes = regions.get(region.element) ?? regions.set(region.element, new Set()).get(region.element);
      // What was there with its region from the beginning is read, and not announced.
      if (!changes.has(region.element)) nodes.add(isAtomic(region.element) ? region.element : node);
    }
    for (const [element, nodes] of regions) {
      if (element.getAttribute('aria-busy') === 'true') {
        waiting.set(element, new Set([...(waiting.get(element) ?? []), ...nodes]));
        continue;
      }
      const pieces = [...nodes].filter((node) => ![...nodes].some((other) => other !== node && other.contains(node)));
      pieces.sort((one, other) => (one.compareDocumentPosition(other) & 4 ? -1 : 1));
      for (const piece of pieces) {
        const text = textOf(piece);
        if (text !== '') given.push({ is: 'announced', politeness: regionOf(piece).politeness, text });
      }
    }
  }

  const changed = new Set();
  function collect(records) {
    for (const { type, target, addedNodes, attributeName } of records) {
      if (type === 'childList') for (const node of addedNodes) changed.add(node);
      else if (type === 'characterData') changed.add(target);
      else if (attributeName === 'aria-busy' && waiting.has(target)) {
        for (const node of waiting.get(target)) changed.add(node);
        waiting.delete(target);
      } else if (target === document.activeElement && attributeName === 'aria-valuetext')
        given.push({ is: 'value', text: target.getAttribute('aria-valuetext') });
      else if (target === document.activeElement && attributeName in stateWords)
        given.push({ is: 'state', text: stateWords[attributeName][target.getAttribute(attributeName)] });
    }
    announce(changed);
    changed.clear();
  }

  const observer = new MutationObserver(collect);
  const how = { subtree: true, childList: true, characterData: true, attributes: true };
  document.addEventListener('DOMContentLoaded', () => observer.observe(document.body, how));
  document.addEventListener('change', ({ target }) => {
    const { type, checked } = target;
    if (type === 'radio' || type === 'checkbox') given.push({ is: 'state', text: checked ? 'checked' : 'not checked' });
  });
  let hadFocus = false;
  document.addEventListener(
    'focusin',
    ({ target }) => {
      collect(observer.takeRecords());
      hadFocus = true;
      given.push({ is: 'focus', words: textOf(target), element: elements.push(target) - 1 });
    },
    true,
  );

  globalThis.listener = {
    given,
    elements,
    settle() {
      collect(observer.takeRecords());
      if (hadFocus && document.activeElement === document.body) given.push({ is: 'lost' });
      hadFocus = document.activeElement !== document.body;
      return given.length;
    },
    forget() {
      given.length = 0;
      elements.length = 0;
    },
  };
}
