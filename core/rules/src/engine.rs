//! Runs scripts: rhai with nothing but the surface, within bounds. No clock, IO, function or loop without
//! end can be reached from a script.

mod operators;

use crate::facts::{ChatFacts, ContactFacts, Facts};
use crate::intent::Recorded;
use crate::lexed::{self, Lexed};
use crate::limits::{
    ARRAY_MAX, EXPRESSION_DEPTH_MAX, MAP_MAX, OPERATIONS_MAX, OPERATIONS_PER_LOOK, RUN_MAX,
    TEXT_MAX_BYTES, TRACED_EXPRESSION_DEPTH_MAX, TRACED_OPERATIONS_MAX, TRACED_RUN_MAX,
    VARIABLES_MAX,
};
use crate::run::{Failure, Run, Searches};
use crate::surface::{Call, METHODS, Owner, PROPERTIES};
use crate::trace::{self, Part, Seen, Step};
use crate::value::{Handle, Length, Time, shown};
use crate::words::grouped;
use rhai::{
    AST, Array, Dynamic, EvalAltResult, ImmutableString, NativeCallContext, OptimizationLevel,
    ParseError, Position, Scope,
};
use std::any::TypeId;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use switchboard_model::Stopwatch;

/// What scripts may not say.
pub const FORBIDDEN: [&str; 16] = [
    "eval",
    "while",
    "loop",
    "do",
    "try",
    "catch",
    "throw",
    "Fn",
    "call",
    "curry",
    "this",
    "is_def_var",
    "print",
    "debug",
    "until",
    "switch",
];

/// How scripts are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As they run.
    Plain,
    /// So that conditions tell what they came to.
    Traced,
    /// As they are written, for who looks at them.
    AsWritten,
}

/// A compiled script.
#[derive(Clone, Debug)]
pub struct Script {
    ast: AST,
    searches: Arc<Searches>,
    parts: Vec<Part>,
}

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Ran {
    /// What is asked for.
    pub intents: Vec<Recorded>,
    /// Do no further rules run.
    pub is_stopped: bool,
    /// Where it ended early, and why.
    pub failure: Option<(usize, Failure)>,
    /// What it noted.
    pub log: Vec<String>,
    /// What the parts of its conditions came to, in a traced run.
    pub steps: Vec<Step>,
    /// The chat, with what was asked for.
    pub chat: ChatFacts,
    /// The contact likewise.
    pub contact: ContactFacts,
}

/// An engine: one for each thread.
pub struct Engine {
    engine: rhai::Engine,
    mode: Mode,
    started: Arc<Mutex<Option<Stopwatch>>>,
}

impl Engine {
    /// An engine of a kind.
    pub fn new(mode: Mode) -> Self {
        let is_traced = mode == Mode::Traced;
        let mut engine = rhai::Engine::new_raw();
        engine
            .set_max_operations(if is_traced { TRACED_OPERATIONS_MAX } else { OPERATIONS_MAX })
            .set_max_expr_depths(if is_traced {
                TRACED_EXPRESSION_DEPTH_MAX
            } else {
                EXPRESSION_DEPTH_MAX
            })
            .set_max_string_size(TEXT_MAX_BYTES)
            .set_max_array_size(ARRAY_MAX)
            .set_max_map_size(MAP_MAX)
            .set_max_variables(VARIABLES_MAX)
            .set_strict_variables(mode != Mode::AsWritten)
            .set_fail_on_invalid_map_property(true)
            .set_allow_shadowing(false)
            .set_allow_statement_expression(false)
            .set_allow_if_expression(false)
            .set_allow_switch_expression(false)
            .set_allow_loop_expressions(false);
        engine.set_optimization_level(match mode {
            Mode::AsWritten => OptimizationLevel::None,
            Mode::Plain | Mode::Traced => OptimizationLevel::Simple,
        });
        for symbol in FORBIDDEN {
            engine.disable_symbol(symbol);
        }
        operators::register(&mut engine);
        register_surface(&mut engine);
        if is_traced {
            register_trace(&mut engine);
        }
        let started: Arc<Mutex<Option<Stopwatch>>> = Arc::default();
        let (watch, longest) = (Arc::clone(&started), longest(mode));
        engine.on_progress(move |operations| {
            let is_looked = operations.is_multiple_of(OPERATIONS_PER_LOOK);
            let started = if is_looked { *lock(&watch) } else { None };
            started.is_some_and(|watch| watch.elapsed() > longest).then(|| longest_word().into())
        });
        Self { engine, mode, started }
    }

    /// The words of a script.
    pub fn lex(&self, source: &str) -> Vec<Lexed> {
        lexed::lex(&self.engine, source)
    }

    /// A script's tree.
    pub fn parse(&self, source: &str) -> Result<AST, ParseError> {
        self.engine.compile_with_scope(&scope(), source)
    }

    /// Compiles a script that was checked, with what its texts are compiled to.
    pub fn compile(&self, source: &str, searches: Arc<Searches>) -> Result<Script, ParseError> {
        if self.mode != Mode::Traced {
            return Ok(Script { ast: self.parse(source)?, searches, parts: Vec::new() });
        }
        let traced = trace::rewrite(source, &self.lex(source));
        Ok(Script { ast: self.parse(&traced.source)?, searches, parts: traced.parts })
    }

    /// Runs a script over a picture. Whatever the script does, this returns.
    pub fn run(&mut self, script: &Script, facts: Facts) -> Ran {
        let run = Arc::new(Run::new(facts, Arc::clone(&script.searches)));
        self.engine.set_default_tag(Dynamic::from(Arc::clone(&run)));
        *lock(&self.started) = Some(Stopwatch::start());
        let mut scope = scope();
        let ended = catch_unwind(AssertUnwindSafe(|| {
            self.engine.run_ast_with_scope(&mut scope, &script.ast)
        }));
        self.engine.set_default_tag(Dynamic::UNIT);
        let mut state = run.state();
        let failure = match ended {
            Ok(Ok(())) => None,
            Ok(Err(error)) => self.failure(*error, state.failure.take(), state.is_stopped),
            Err(_) => Some((1, Failure::Failed("the server failed in it: tell its makers".into()))),
        };
        let is_broken = matches!(failure, Some((_, Failure::Failed(_))));
        let intents = if is_broken { Vec::new() } else { std::mem::take(&mut state.intents) };
        let (chat, contact) = if is_broken {
            (run.facts.chat.clone(), run.facts.contact.clone())
        } else {
            (state.chat.clone(), state.contact.clone())
        };
        Ran {
            intents,
            is_stopped: state.is_stopped && !is_broken,
            failure,
            log: std::mem::take(&mut state.log),
            steps: trace::steps(&script.parts, &state.seen),
            chat,
            contact,
        }
    }

    /// Why a run ended early, in words; nothing where the script said `stop()`.
    fn failure(
        &self,
        error: EvalAltResult,
        told: Option<Failure>,
        is_stopped: bool,
    ) -> Option<(usize, Failure)> {
        let line = error.position().line().unwrap_or(1);
        if let Some(told) = told {
            return Some((line, told));
        }
        let words = match error {
            EvalAltResult::ErrorTerminated(..) if is_stopped => return None,
            EvalAltResult::ErrorTerminated(..) => {
                format!("stopped after {} ms at line {line}", longest(self.mode).as_millis())
            }
            EvalAltResult::ErrorTooManyOperations(_) => {
                format!("stopped after {} steps at line {line}", grouped(OPERATIONS_MAX))
            }
            EvalAltResult::ErrorDataTooLarge(what, _) => too_large(&what),
            EvalAltResult::ErrorTooManyVariables(_) => {
                format!("it has more than {VARIABLES_MAX} variables")
            }
            EvalAltResult::ErrorArithmetic(what, _) => what,
            EvalAltResult::ErrorFunctionNotFound(what, _) => {
                format!("this cannot be done with these values: {what}")
            }
            other => other.unwrap_inner().to_string(),
        };
        Some((line, Failure::Failed(words)))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn longest(mode: Mode) -> Duration {
    if mode == Mode::Traced { TRACED_RUN_MAX } else { RUN_MAX }
}

fn longest_word() -> &'static str {
    "too long"
}

fn too_large(what: &str) -> String {
    let what = what.to_lowercase();
    if what.contains("string") {
        format!("this text grew over {} KiB", TEXT_MAX_BYTES >> 10)
    } else if what.contains("array") {
        format!("this list grew over {ARRAY_MAX} entries")
    } else {
        format!("this map grew over {MAP_MAX} entries")
    }
}

/// What scripts name without a call. Handles alone: the optimiser freezes other constants.
fn scope() -> Scope<'static> {
    let mut scope = Scope::new();
    for owner in Owner::VARIABLES {
        scope.push_constant_dynamic(owner.word(), Dynamic::from(Handle::of(owner)));
    }
    scope
}

/// The run that a native function is called in.
fn run_of(context: &NativeCallContext<'_>) -> Result<Arc<Run>, Box<EvalAltResult>> {
    let run = context.tag().and_then(|tag| tag.clone().try_cast::<Arc<Run>>());
    run.ok_or_else(|| EvalAltResult::ErrorTerminated(Dynamic::UNIT, Position::NONE).into())
}

/// The types in which an owner stands in scripts.
fn types(owner: Owner) -> Vec<TypeId> {
    match owner {
        Owner::Nothing => Vec::new(),
        Owner::Text => vec![TypeId::of::<ImmutableString>(), TypeId::of::<()>()],
        Owner::Texts => vec![TypeId::of::<Array>()],
        Owner::Number => vec![TypeId::of::<i64>(), TypeId::of::<rust_decimal::Decimal>()],
        Owner::Time => vec![TypeId::of::<Time>()],
        Owner::Duration => vec![TypeId::of::<Length>()],
        _ => vec![TypeId::of::<Handle>()],
    }
}

fn is_of(owner: Owner, subject: &Dynamic) -> bool {
    let handle = subject.read_lock::<Handle>().map(|handle| handle.owner);
    handle.map_or_else(|| types(owner).contains(&subject.type_id()), |of| of == owner)
}

/// Every property and method of the table, once for each name and type: objects share a type.
fn register_surface(engine: &mut rhai::Engine) {
    engine.register_type_with_name::<Handle>("an object");
    engine.register_type_with_name::<Time>("a time");
    engine.register_type_with_name::<Length>("a duration");
    let mut done = std::collections::HashSet::new();
    for property in PROPERTIES {
        for subject in types(property.owner) {
            let name = property.name;
            if !done.insert((name, subject, 1)) {
                continue;
            }
            engine.register_raw_fn(format!("get${name}"), [subject], move |context, arguments| {
                let run = run_of(&context)?;
                let subject: &Dynamic = &*arguments[0];
                let mut named = PROPERTIES.iter().filter(|one| one.name == name);
                match named.find(|one| is_of(one.owner, subject)) {
                    Some(property) => Ok((property.read)(&run, subject)),
                    None => Err(EvalAltResult::ErrorPropertyNotFound(
                        name.to_owned(),
                        context.call_position(),
                    )
                    .into()),
                }
            });
        }
    }
    for method in METHODS {
        let fewest = method.arguments.iter().filter(|argument| !argument.is_optional).count();
        for count in fewest..=method.arguments.len() {
            let subjects = types(method.owner);
            if subjects.is_empty() {
                register_method(engine, method.name, vec![TypeId::of::<Dynamic>(); count], false);
            }
            for subject in subjects {
                if done.insert((method.name, subject, count + 2)) {
                    let mut all = vec![subject];
                    all.extend(std::iter::repeat_n(TypeId::of::<Dynamic>(), count));
                    register_method(engine, method.name, all, true);
                }
            }
        }
    }
}

fn register_method(
    engine: &mut rhai::Engine,
    name: &'static str,
    arguments: Vec<TypeId>,
    has_subject: bool,
) {
    engine.register_raw_fn(name, arguments, move |context, arguments| {
        let run = run_of(&context)?;
        let all: Vec<&Dynamic> = arguments.iter().map(|argument| &**argument).collect();
        let nothing = Dynamic::UNIT;
        let (subject, arguments) = match all.split_first() {
            Some((subject, rest)) if has_subject => (*subject, rest),
            _ => (&nothing, all.as_slice()),
        };
        let position = context.call_position();
        let mut named = METHODS.iter().filter(|one| one.name == name);
        let found = named.find(|one| match one.owner {
            Owner::Nothing => !has_subject,
            owner => has_subject && is_of(owner, subject),
        });
        let Some(method) = found else {
            return Err(EvalAltResult::ErrorFunctionNotFound(name.to_owned(), position).into());
        };
        let line = position.line().unwrap_or(1);
        let result = (method.call)(&Call { run: &run, subject, arguments, line });
        let ended = EvalAltResult::ErrorTerminated(Dynamic::UNIT, position);
        match result {
            Ok(_) if run.state().is_stopped => Err(ended.into()),
            Ok(value) => Ok(value),
            Err(failure) => {
                run.state().failure = Some(failure);
                Err(ended.into())
            }
        }
    });
}

fn register_trace(engine: &mut rhai::Engine) {
    let any = [TypeId::of::<i64>(), TypeId::of::<Dynamic>()];
    let number = |value: &Dynamic| value.as_int().ok().and_then(|part| usize::try_from(part).ok());
    engine.register_raw_fn(trace::PART, any, move |context, arguments| {
        let value = arguments[1].clone();
        if let (Some(part), Ok(result)) = (number(arguments[0]), value.as_bool()) {
            run_of(&context)?.see(Seen::Result(part, result));
        }
        Ok(value)
    });
    engine.register_raw_fn(trace::SIDE, any, move |context, arguments| {
        let value = arguments[1].clone();
        if let Some(part) = number(arguments[0]) {
            run_of(&context)?.see(Seen::Side(part, shown(&value)));
        }
        Ok(value)
    });
}
