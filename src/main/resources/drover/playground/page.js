// The playground's page: a chat as on a phone, and a panel that drives the simulated server.
// The server pushes "chats" and "server" over /api/events; the page then fetches what changed.

const byId = (id) => document.getElementById(id);
const state = { chats: [], users: [], commands: [], server: null, chat: null, user: null, seen: {}, drawn: new Map() };

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
const time = (iso) => new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
const day = (iso) => new Date(iso).toLocaleDateString([], { day: 'numeric', month: 'long' });

async function loadChats() {
  const answer = await api(`chats?user=${state.user ?? ''}`);
  state.users = answer.users;
  state.user ??= answer.users[0].id;
  state.chats = answer.chats;
  state.commands = answer.commands;
  if (!currentChat()) state.chat = state.chats[0]?.id ?? null;
  drawChats();
  drawMessages();
}

function unread(chat) {
  const seen = state.seen[chat.id] ?? 0;
  return chat.messages.filter((message) => message.id > seen && message.from.bot).length;
}

function drawChats() {
  const chat = currentChat();
  byId('chats').replaceChildren(...state.chats.map((each) => {
    const count = each.id === state.chat ? 0 : unread(each);
    return element('button', { type: 'button', 'aria-current': String(each.id === state.chat), 'data-chat': each.id, onclick: () => open(each.id) },
      each.title, count ? element('span', { class: 'badge' }, String(count)) : null);
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

function open(id) {
  state.chat = id;
  state.drawn.clear();
  byId('messages').replaceChildren();
  drawChats();
  drawMessages(true);
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
    wanted.push(node(`message-${message.id}`, JSON.stringify(message), () => bubble(message)));
  }
  if (!chat.messages.length) {
    wanted.push(node('empty', 'empty', () => element('div', { class: 'empty' }, 'No messages yet. Send /start.')));
  }
  const nodes = new Set(wanted);
  [...box.children].filter((child) => !nodes.has(child)).forEach((child) => child.remove());
  wanted.forEach((child, index) => {
    if (box.children[index] !== child) box.insertBefore(child, box.children[index] ?? null);
  });
  box.querySelectorAll('blockquote[expandable]').forEach((quote) => {
    if (!quote.classList.contains('open') && quote.scrollHeight > 92) quote.classList.add('long');
  });
  if (follow) {
    box.scrollTop = box.scrollHeight;
    state.seen[chat.id] = Math.max(0, ...chat.messages.map((message) => message.id));
  }
  byId('to-end').hidden = atEnd(box);
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

function bubble(message) {
  const body = element('div', { class: 'bubble' });
  if (currentChat().group || message.from.id !== state.user) {
    if (currentChat().group) body.append(element('span', { class: 'from' }, message.from.name));
  }
  if (message.file) body.append(file(message.file));
  const text = element('span', { class: 'text' });
  text.innerHTML = message.html; // made safe by the emulator: parsed entities, all else escaped
  body.append(text);
  const marks = [message.silent ? '🔕' : '', message.pinned ? '📌' : '', message.edited ? 'edited' : '', time(message.date)];
  body.append(element('span', { class: 'stamp' }, marks.filter(Boolean).join(' ')));
  const keys = message.keyboard.length ? keyboard(message) : null;
  return element('div', { class: message.from.id === state.user ? 'msg out' : 'msg', 'data-message': message.id }, body, keys);
}

function file(attached) {
  if (attached.photo) return element('img', { class: 'photo', src: attached.url, alt: attached.name });
  return element('a', { class: 'file', href: attached.url, download: attached.name },
    element('span', { class: 'sheet' }, '📄'),
    element('span', {}, attached.name, element('small', {}, `${(attached.size / 1024).toFixed(1)} KB`)));
}

function keyboard(message) {
  return element('div', { class: 'keys' }, ...message.keyboard.map((row, rowIndex) =>
    element('div', { class: 'row' }, ...row.map((key, column) =>
      element('button', { type: 'button', class: key.style ?? '', onclick: (event) => tap(event.currentTarget, message, rowIndex, column, key) },
        key.label, key.copy ? element('span', { class: 'corner' }, '⧉') : null)))));
}

async function tap(button, message, row, column, key) {
  if (key.copy) {
    await navigator.clipboard?.writeText(key.copy).catch(() => undefined);
    toast('Copied');
    return;
  }
  button.classList.add('waiting');
  const answer = await attempt(() => api('tap', { chat: state.chat, message: message.id, row, column, user: state.user }));
  button.classList.remove('waiting');
  if (!answer) return;
  if (!answer.answered) toast('No answer from the bot');
  else if (answer.alert) alertBox(answer.text);
  else if (answer.text) toast(answer.text);
}

async function send(text) {
  if (!text.trim()) return;
  await attempt(() => api('type', { chat: state.chat, user: state.user, text }));
}

function drawMenu(filter) {
  const menu = byId('menu');
  const matching = state.commands.filter((each) => `/${each.command}`.startsWith(filter));
  menu.replaceChildren(...matching.map((each) =>
    element('button', { type: 'button', onclick: () => { hideMenu(); byId('text').value = ''; send(`/${each.command}`); } },
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
  state.drawn.clear();
  byId('messages').replaceChildren();
  loadChats();
});
byId('messages').addEventListener('scroll', (event) => { byId('to-end').hidden = atEnd(event.target); });
byId('messages').addEventListener('click', (event) => {
  const quote = event.target.closest('blockquote[expandable]');
  const code = event.target.closest('code');
  if (code) {
    navigator.clipboard?.writeText(code.textContent).catch(() => undefined);
    toast('Copied');
  } else if (quote) {
    quote.classList.toggle('open');
    quote.classList.toggle('long', !quote.classList.contains('open'));
  }
});
byId('to-end').addEventListener('click', () => drawMessages(true));

// ---- the panel ----

const actions = [
  ['stall', 'Stall', (agent) => ['working', 'spawning'].includes(agent.status) && !agent.silent],
  ['recover', 'Recover', (agent) => agent.status === 'stalled' || agent.silent],
  ['complete', 'Complete', (agent) => agent.alive],
  ['fail', 'Fail', (agent) => agent.alive],
  ['burn', 'Burn tokens', (agent) => agent.alive],
  ['stubborn', 'Ignore kills', (agent) => agent.alive && !agent.stubborn],
];

async function loadServer() {
  state.server = await api('server');
  drawServer();
}

function drawServer() {
  const server = state.server;
  byId('lamp').classList.toggle('off', server.down);
  byId('server-state').textContent = server.down ? 'Server down'
    : `Server up · ${server.streams} ${server.streams === 1 ? 'stream' : 'streams'} open · ${server.events} events sent`;
  byId('power').textContent = server.down ? 'Server up' : 'Server down';
  byId('cut').disabled = server.down;
  byId('agent-count').textContent = `${server.agents.length}`;
  drawFaults(server.faults);
  const cards = byId('agents');
  server.agents.forEach((agent, index) => {
    const content = JSON.stringify(agent);
    const old = cards.querySelector(`[data-agent="${CSS.escape(agent.id)}"]`);
    const card = old && old.dataset.content === content ? old : agentCard(agent, content);
    if (old && old !== card) old.replaceWith(card);
    if (cards.children[index] !== card) cards.insertBefore(card, cards.children[index] ?? null);
  });
  while (cards.children.length > server.agents.length) cards.lastChild.remove();
}

function agentCard(agent, content) {
  const percent = Math.max(0, Math.min(100, agent.progress ?? 0));
  const facts = [`${agent.tokensUsed.toLocaleString('en')} / ${agent.tokensLimit.toLocaleString('en')} tokens`, agent.priority, agent.stubborn ? 'ignores kills' : ''];
  const bar = element('i');
  bar.style.width = `${percent}%`;
  const card = element('article', { class: `agent ${agent.status}`, 'data-agent': agent.id, 'data-content': content },
    element('div', { class: 'name', title: agent.name }, element('span', { class: 'chip' }, agent.status), agent.name),
    element('div', { class: 'facts', title: agent.task }, agent.task),
    element('div', { class: 'bar' }, bar),
    element('div', { class: 'facts' }, facts.filter(Boolean).join(' · ')),
    element('div', { class: 'acts' }, ...actions.filter(([, , fits]) => fits(agent)).map(([action, label]) =>
      element('button', { type: 'button', 'data-act': action, onclick: () => attempt(() => api('agent', { id: agent.id, action })) }, label))));
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
