// The playground's page: a chat as on a phone, and a panel that drives the simulated server.
// The server pushes "chats" and "server" over /api/events; the page then fetches what changed.

const byId = (id) => document.getElementById(id);
const state = { chats: [], users: [], commands: [], server: null, chat: null, user: null, seen: new Map(), drawn: new Map(), unfolded: new Set(), waiting: new Set() };

async function api(path, body) {
  const response = await fetch(`api/${path}`, body === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text || response.statusText);
  return text ? JSON.parse(text) : null;
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') made.className = value;
    else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

// ---- toasts ----

let toastTimer;
function toast(text) {
  const box = byId('toast');
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 3200);
}

function hideToast() {
  clearTimeout(toastTimer);
  byId('toast').hidden = true;
}

function alertBox(text) {
  const box = byId('alert');
  box.querySelector('p').textContent = text;
  box.showModal();
}

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return null;
  }
}

// ---- the chat ----

const currentChat = () => state.chats.find((chat) => chat.id === state.chat);
const time = (iso) => new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false });
const day = (iso) => new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
const newest = (chat) => Math.max(0, ...chat.messages.map((message) => message.id));

async function loadChats() {
  const user = state.user;
  const answer = await api(`chats?user=${user ?? ''}`);
  if (state.user !== user) return loadChats(); // the user was switched meanwhile
  state.users = answer.users;
  state.user ??= answer.users[0].id;
  state.chats = answer.chats;
  state.commands = answer.commands;
  for (const chat of state.chats) {
    if (!state.seen.has(chat.id)) state.seen.set(chat.id, newest(chat));
  }
  if (!currentChat()) state.chat = state.chats[0]?.id ?? null;
  drawChats();
  drawMessages();
}

const unread = (chat) => chat.messages
  .filter((message) => message.id > state.seen.get(chat.id) && message.from.id !== state.user).length;

function drawChats() {
  const chat = currentChat();
  byId('chats').replaceChildren(...state.chats.map((each) => {
    const count = each.id === state.chat ? 0 : unread(each);
    return element('button', { type: 'button', 'aria-current': String(each.id === state.chat), 'data-chat': each.id, onclick: () => open(each.id) },
      each.title, count ? element('span', { class: 'badge', 'aria-label': `${count} unread` }, String(count)) : null);
  }));
  byId('chat-name').textContent = chat?.title ?? '';
  byId('chat-sub').textContent = chat?.subtitle ?? '';
  byId('chat-avatar').textContent = (chat?.title ?? '?').slice(0, 1);
  const who = byId('who');
  if (who.options.length !== state.users.length) {
    who.replaceChildren(...state.users.map((user) => element('option', { value: user.id }, user.name)));
  }
  who.value = String(state.user);
}

function forgetDrawn() {
  hideToast();
  hideMenu();
  state.drawn.clear();
  byId('messages').replaceChildren();
}

function open(id) {
  state.chat = id;
  forgetDrawn();
  drawMessages(true);
  drawChats();
}

const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 60;

function drawMessages(jump = false) {
  const box = byId('messages');
  const chat = currentChat();
  if (!chat) return;
  const follow = jump || atEnd(box);
  const wanted = [];
  let lastDay = '';
  for (const message of chat.messages) {
    if (day(message.date) !== lastDay) {
      lastDay = day(message.date);
      wanted.push(node(`day-${lastDay}`, lastDay, () => element('div', { class: 'day' }, lastDay)));
    }
    wanted.push(node(`message-${message.id}`, JSON.stringify(message), () => bubble(chat, message)));
  }
  if (!chat.messages.length) {
    wanted.push(node('empty', 'empty', () => element('div', { class: 'empty' }, element('p', {}, 'No messages yet'),
      element('button', { type: 'button', onclick: () => send('/start') }, 'Send /start'))));
  }
  const focused = box.contains(document.activeElement) ? whereabouts(document.activeElement) : null;
  const nodes = new Set(wanted);
  [...box.children].filter((child) => !nodes.has(child)).forEach((child) => child.remove());
  wanted.forEach((child, index) => {
    if (box.children[index] !== child) box.insertBefore(child, box.children[index] ?? null);
  });
  wanted.forEach((child) => child.querySelectorAll('blockquote.expandable').forEach(fold));
  if (focused) box.querySelector(focused)?.focus({ preventScroll: true });
  if (follow) box.scrollTop = box.scrollHeight;
  byId('text').placeholder = chat.messages.at(-1)?.forceReply || 'Message'; // what a question opens
  noteSeen();
}

/** How to find a button again whose message is drawn anew. */
function whereabouts(focused) {
  const message = focused.closest('.msg')?.dataset.message;
  return message && focused.dataset.key ? `[data-message="${message}"] [data-key="${focused.dataset.key}"]` : null;
}

function noteSeen() {
  const chat = currentChat();
  if (!chat) return;
  const end = atEnd(byId('messages'));
  state.following = end;
  if (end) state.seen.set(chat.id, newest(chat));
  const missed = unread(chat);
  byId('to-end').hidden = end;
  byId('to-end').dataset.missed = missed || '';
  byId('to-end').setAttribute('aria-label', missed ? `Newest messages, ${missed} unread` : 'Newest messages');
}

// ---- long quotations ----

function fold(quote) {
  if (quote.dataset.fold) return;
  quote.classList.remove('folded');
  const lines = quote.clientHeight / parseFloat(getComputedStyle(quote).lineHeight);
  if (lines < 4.5) return;
  quote.dataset.fold = 'yes';
  quote.tabIndex = 0;
  quote.setAttribute('role', 'button');
  showFold(quote);
}

function showFold(quote) {
  const open = state.unfolded.has(quote.dataset.quote);
  quote.classList.toggle('folded', !open);
  quote.setAttribute('aria-expanded', String(open));
}

function toggleFold(quote) {
  const key = quote.dataset.quote;
  if (!state.unfolded.delete(key)) state.unfolded.add(key);
  showFold(quote);
}

/** Keeps what is unchanged, so that a redraw loses neither focus nor a spinning button. */
function node(key, content, make) {
  const old = state.drawn.get(key);
  if (old && old.content === content) return old.element;
  const made = make();
  if (old) made.classList.add('changed');
  state.drawn.set(key, { content, element: made });
  return made;
}

function bubble(chat, message) {
  const own = message.from.id === state.user;
  const body = element('div', { class: 'bubble' });
  if (chat.group && !own) body.append(element('span', { class: 'from' }, message.from.name));
  if (message.reply) body.append(quoted(message.reply));
  if (message.file) body.append(file(message.file));
  const text = element('span', { class: 'text' });
  text.innerHTML = message.html; // made safe by the emulator: parsed entities, all else escaped
  text.querySelectorAll('.bot_command').forEach((command) => { command.tabIndex = 0; command.setAttribute('role', 'link'); });
  text.querySelectorAll('blockquote.expandable').forEach((quote, index) => { quote.dataset.quote = `${chat.id}/${message.id}/${index}`; });
  body.append(text);
  const marks = [message.silent ? '🔕' : '', message.pinned ? '📌' : '', message.edited ? 'edited' : '', time(message.date)];
  body.append(element('span', { class: 'stamp' }, marks.filter(Boolean).join(' ')));
  const keys = message.keyboard.length ? keyboard(message) : null;
  return element('div', { class: own ? 'msg out' : 'msg', 'data-message': message.id }, body, keys);
}

/** The message that this one answers; a press leads there. */
function quoted(reply) {
  return element('button', {
    type: 'button',
    class: 'reply',
    title: 'Go to the message',
    onclick: () => document.querySelector(`[data-message="${reply.id}"]`)?.scrollIntoView({ block: 'center' }),
  }, element('b', {}, reply.name), element('span', {}, reply.text));
}

function file(attached) {
  if (attached.photo) return element('img', { class: 'photo', src: attached.url, alt: attached.name });
  return element('a', { class: 'file', href: attached.url, download: attached.name },
    element('span', { class: 'sheet', 'aria-hidden': 'true' }, '↓'),
    element('span', {}, attached.name, element('small', {}, attached.size < 1024 ? `${attached.size} bytes` : `${(attached.size / 1024).toFixed(1)} KB`)));
}

function keyboard(message) {
  return element('div', { class: 'keys' }, ...message.keyboard.map((row, rowIndex) =>
    element('div', { class: 'row' }, ...row.map((key, column) => element('button', {
      type: 'button',
      class: [key.style, state.waiting.has(press(message, key)) ? 'waiting' : ''].filter(Boolean).join(' '),
      title: key.label,
      'data-key': `${rowIndex}-${column}`,
      onclick: () => tap(message, rowIndex, column, key),
    }, element('span', { class: 'label' }, key.label), key.copy ? element('span', { class: 'corner', 'aria-hidden': 'true' }, '⧉') : null)))));
}

/** A press outlives a redraw of its message when the button is still there. */
const press = (message, key) => `${state.chat}/${message.id}/${key.label}`;

function showWaiting(message, key) {
  const drawn = state.drawn.get(`message-${message.id}`)?.element;
  const button = [...drawn?.querySelectorAll('.keys button') ?? []].find((each) => each.title === key.label);
  button?.classList.toggle('waiting', state.waiting.has(press(message, key)));
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied');
  } catch {
    toast('The browser does not let this page copy');
  }
}

async function tap(message, row, column, key) {
  if (key.copy) {
    await copy(key.copy);
    return;
  }
  const pressed = press(message, key);
  if (state.waiting.has(pressed)) return;
  hideToast();
  state.waiting.add(pressed);
  showWaiting(message, key);
  const answer = await attempt(() => api('tap', { chat: state.chat, message: message.id, row, column, user: state.user }));
  state.waiting.delete(pressed);
  showWaiting(message, key);
  if (!answer) return;
  if (!answer.answered) toast('No answer from the bot');
  else if (answer.alert) alertBox(answer.text);
  else if (answer.text) toast(answer.text);
}

async function send(text) {
  if (!text.trim()) return;
  hideToast();
  byId('messages').scrollTop = byId('messages').scrollHeight;
  await attempt(() => api('type', { chat: state.chat, user: state.user, text }));
}

function drawMenu(filter) {
  const menu = byId('menu');
  const matching = state.commands.filter((each) => `/${each.command}`.startsWith(filter));
  menu.replaceChildren(...matching.map((each) =>
    element('button', { type: 'button', onclick: () => { hideMenu(); byId('text').value = ''; byId('text').focus(); send(`/${each.command}`); } },
      element('b', {}, `/${each.command}`), element('span', {}, each.description))));
  menu.hidden = matching.length === 0;
  byId('menu-button').setAttribute('aria-expanded', String(!menu.hidden));
}

function hideMenu() {
  byId('menu').hidden = true;
  byId('menu-button').setAttribute('aria-expanded', 'false');
}

byId('compose').addEventListener('submit', (event) => {
  event.preventDefault();
  const input = byId('text');
  const text = input.value;
  input.value = '';
  hideMenu();
  send(text);
});
byId('text').addEventListener('input', (event) => {
  const text = event.target.value;
  if (text.startsWith('/') && !text.includes(' ')) drawMenu(text);
  else hideMenu();
});
byId('text').addEventListener('keydown', (event) => { if (event.key === 'Escape') hideMenu(); });
byId('menu-button').addEventListener('click', () => (byId('menu').hidden ? drawMenu('/') : hideMenu()));
byId('who').addEventListener('change', (event) => {
  state.user = Number(event.target.value);
  state.chats = [];
  forgetDrawn();
  refreshChats();
});
byId('messages').addEventListener('scroll', noteSeen);
new ResizeObserver(() => {
  if (state.following) byId('messages').scrollTop = byId('messages').scrollHeight;
}).observe(byId('messages'));

function activate(target) {
  const command = target.closest('.bot_command');
  const code = target.closest('code');
  const spoiler = target.closest('.spoiler');
  const quote = target.closest('blockquote[data-fold]');
  if (command) send(command.textContent);
  else if (code) copy(code.textContent);
  else if (spoiler) spoiler.classList.add('open');
  else if (quote && getSelection().isCollapsed) toggleFold(quote);
}
byId('messages').addEventListener('click', (event) => activate(event.target));
byId('messages').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('.bot_command, blockquote')) activate(event.target);
});
document.addEventListener('click', (event) => { if (!event.target.closest('#menu, #compose')) hideMenu(); });
byId('to-end').addEventListener('click', () => drawMessages(true));

// ---- the panel ----

const actions = [
  ['stall', 'Stall', 'Falls silent, and the server says that it stalled', (agent) => ['working', 'spawning'].includes(agent.status) && !agent.silent],
  ['recover', 'Recover', 'Moves again', (agent) => agent.status === 'stalled' || agent.silent],
  ['complete', 'Complete', 'Ends well, now', (agent) => agent.alive],
  ['fail', 'Fail', 'Ends with an error, now', (agent) => agent.alive],
  ['burn', 'Burn tokens', 'Uses up a quarter of its token limit at once', (agent) => agent.alive && agent.status !== 'stalled' && !agent.silent],
  ['stubborn', 'Ignore kills', 'From now on, only a forced kill ends it', (agent) => agent.alive && !agent.stubborn],
];

async function loadServer() {
  state.server = await api('server');
  drawServer();
}

function drawServer() {
  const server = state.server;
  byId('lamp').classList.toggle('off', server.down);
  byId('server-state').textContent = server.down ? 'Server down'
    : `Server up · ${server.streams} ${server.streams === 1 ? 'stream' : 'streams'} · ${server.events.toLocaleString('en')} events`;
  byId('power').textContent = server.down ? 'Server up' : 'Server down';
  byId('power').title = server.down ? 'Open its port again' : 'Cut all connections and close its port; the agents live on';
  byId('power').classList.toggle('danger', !server.down);
  byId('cut').disabled = server.down;
  byId('agent-count').textContent = `${server.agents.length}`;
  drawFaults(server.faults);
  const cards = byId('agents');
  cards.classList.toggle('unseen', server.down);
  inOrder(server.agents, cards).forEach((agent, index) => {
    const content = JSON.stringify(agent);
    const old = cards.querySelector(`[data-agent="${CSS.escape(agent.id)}"]`);
    const card = old && old.dataset.content === content ? old : agentCard(agent, content);
    if (old && old !== card) {
      const act = old.contains(document.activeElement) ? document.activeElement.dataset.act : null;
      old.replaceWith(card);
      if (act) card.querySelector(`[data-act="${act}"]`)?.focus({ preventScroll: true });
    }
    if (cards.children[index] !== card) cards.insertBefore(card, cards.children[index] ?? null);
  });
  while (cards.children.length > server.agents.length) cards.lastChild.remove();
}

/** While the pointer is on the cards none of them moves away from under it. */
function inOrder(agents, cards) {
  if (!cards.matches(':hover')) return agents;
  const byAgent = new Map(agents.map((agent) => [agent.id, agent]));
  const shown = [...cards.children].map((card) => byAgent.get(card.dataset.agent)).filter(Boolean);
  return [...new Set([...shown, ...agents])];
}

function agentCard(agent, content) {
  const percent = Math.max(0, Math.min(100, agent.progress ?? 0));
  const facts = [`${percent} %`, `${agent.tokensUsed.toLocaleString('en')} / ${agent.tokensLimit.toLocaleString('en')} tokens`, agent.priority, agent.stubborn ? 'ignores kills' : ''];
  const bar = element('i');
  bar.style.width = `${percent}%`;
  const card = element('article', { class: `agent ${agent.status}`, 'data-agent': agent.id, 'data-content': content },
    element('div', { class: 'head' }, element('h3', { title: agent.name }, agent.name), element('span', { class: 'chip' }, agent.status)),
    element('div', { class: 'facts', title: agent.task }, agent.task),
    element('div', { class: 'bar', role: 'progressbar', 'aria-label': 'Progress', 'aria-valuenow': percent, title: `${percent} %` }, bar),
    element('div', { class: 'facts' }, facts.filter(Boolean).join(' · ')),
    element('div', { class: 'acts' }, ...actions.filter(([, , , fits]) => fits(agent)).map(([action, label, hint]) =>
      element('button', { type: 'button', 'data-act': action, title: hint, 'aria-label': `${label}: ${agent.name}`, onclick: () => attempt(() => api('agent', { id: agent.id, action })) }, label))));
  return card;
}

let dragging = false;
function drawFaults(faults) {
  const box = byId('faults');
  if (dragging) return;
  for (const fault of faults) {
    let label = box.querySelector(`[data-fault="${fault.key}"]`);
    if (!label) {
      const range = element('input', { type: 'range', min: fault.min, max: fault.max, step: fault.step, 'aria-label': fault.label });
      range.addEventListener('pointerdown', () => { dragging = true; });
      range.addEventListener('input', () => { label.querySelector('output').textContent = range.value + fault.unit; });
      range.addEventListener('change', () => {
        dragging = false;
        attempt(() => api('fault', { key: fault.key, value: Number(range.value) }));
      });
      label = element('label', { 'data-fault': fault.key }, element('span', {}, fault.label), element('output'), range);
      box.append(label);
    }
    label.querySelector('input').value = fault.value;
    label.querySelector('output').textContent = fault.value + fault.unit;
  }
}

byId('cut').addEventListener('click', () => attempt(() => api('cut', {})));
byId('power').addEventListener('click', () => attempt(() => api('power', { down: !state.server.down })));
byId('add').addEventListener('click', () => attempt(() => api('add', {})));

// ---- staying up to date ----

/** Runs one load at a time, and once more when something changed meanwhile. */
function loader(load) {
  let running = false;
  let again = false;
  return async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await load().catch((error) => console.warn(error));
    } while (again);
    running = false;
  };
}

const refreshChats = loader(loadChats);
const refreshServer = loader(loadServer);

function listen() {
  const events = new EventSource('api/events');
  events.addEventListener('chats', refreshChats);
  events.addEventListener('server', refreshServer);
  events.onopen = () => { refreshChats(); refreshServer(); };
  events.onerror = () => { byId('server-state').textContent = 'The playground has stopped; start it again'; byId('lamp').classList.add('off'); };
}

refreshChats();
refreshServer();
listen();
