using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>
/// FL3xxx: types, nullability, value failures, and what steps and writes need. One mistake, one diagnostic, at the marked place.
/// </summary>
public sealed class TypeDiagnosticTests
{
    [Theory]
    [InlineData("FL3001", "`int32` is wanted here; this is `text`",
        "param days: int32 = «\"five\"»")]
    [InlineData("FL3002", "`+` does not take `decimal(12, 2)` and `text?`",
        "transform t = from trips | derive x = fare «+» note")]
    [InlineData("FL3003", "`-` does not take `text?`",
        "transform t = from trips | derive x = «-note»")]
    [InlineData("FL3004", "this may be null; `decimal(12, 2)` may not",
        "transform above(limit: decimal(12, 2), r: relation<Trip>) = from r | where fare > limit\ntransform t = from trips | "
        + "call above(«null»)")]
    [InlineData("FL3005", "a `text` that is no `int32` is a value failure that nothing here handles",
        "transform t = from trips | derive n = «cast(note as int32)»")]
    [InlineData("FL3006", "rows of `t` can be rejected; this write does not say where they go",
        "transform t = from trips | derive n = cast(note as int32) else reject \"no number\"\npipeline p { write «t» to "
        + "lake.json(\"t.jsonl\") }")]
    [InlineData("FL3007", "a condition must be `bool`; this is `decimal(12, 2)`",
        "transform t = from trips | where «fare»")]
    [InlineData("FL3008", "`take` without `sort` takes any rows, other ones each time",
        "transform t = from zones | «take 10»\npipeline p { write t to lake.csv(\"t.csv\") }")]
    [InlineData("FL3009", "`==` compares values, and `json` has no equality",
        "transform t = from trips | where payload «==» payload")]
    [InlineData("FL3010", "`sort` needs an order, and `text[]` has none",
        "transform t = from trips | sort «tags» take 5")]
    [InlineData("FL3011", "`timestamp` means different things on different engines",
        "type Event = { at: «timestamp» }")]
    [InlineData("FL3012", "\"credit\" is not one of this enum's values",
        "transform t = from trips | where paid == «\"credit\"»")]
    [InlineData("FL3013", "`sum` is an aggregate: it needs a group of rows",
        "transform t = from trips | where «sum(fare)» > 10")]
    [InlineData("FL3014", "`sum` stands inside another aggregate",
        "transform t = from trips | aggregate x = max(«sum(fare)») by zone_id")]
    [InlineData("FL3015", "`fare` has many values in a group",
        "transform t = from trips | aggregate f = «fare» by zone_id")]
    [InlineData("FL3016", "`string_agg` depends on the order of rows, so it needs a `sort`",
        "transform t = from trips | aggregate notes = «string_agg(note, \", \")» by zone_id")]
    [InlineData("FL3017", "`sum` does not depend on an order",
        "transform t = from trips | aggregate total = sum(fare sort «pickup») by zone_id")]
    [InlineData("FL3018", "the rows of `t` are not those of `Zone`",
        "transform «t»: Zone = from zones | drop name")]
    [InlineData("FL3019", "the two sides of `union` have different columns",
        "transform t = from zones | union «(from zones | drop name)»")]
    [InlineData("FL3020", "the values of this case have no type in common",
        "transform t = from trips | derive x = «case { when fare > 1 -> 1, else -> \"x\" }»")]
    [InlineData("FL3021", "`decimal(12, 2)` has no fields, so no `total`",
        "transform t = from trips | derive x = fare.«total»")]
    [InlineData("FL3022", "`decimal(12, 2)` has no items to take by `[…]`",
        "transform t = from trips | derive x = «fare[1]»")]
    [InlineData("FL3110", "this value is listed twice",
        "transform t = from trips | pivot n = count() for zone_id in [a = 1, «b = 1»]")]
    [InlineData("FL3111", "`zone_id` is never null",
        "transform t = from trips | pivot n = count() for zone_id in [«a = null»]")]
    [InlineData("FL3112", "`note` is text? and `fare` is decimal(12, 2): one column can't hold both",
        "transform t = from trips | unpivot fare, «note» into what, value")]
    [InlineData("FL3113", "`paid` is enum(\"card\", \"cash\"), which no SQL can promise",
        "transform t = from sql duckdb (t = trips) -> «{ paid: enum(\"card\", \"cash\") }» \"select paid from t\"")]
    [InlineData("FL3018", "the rows of `zones` are not those of input `z`",
        "transform t = from sql duckdb (z: Trip = «zones») -> { n: int64 } \"select 1\"")]
    [InlineData("FL2005", "`z` is declared twice",
        "transform t = from sql duckdb (z = zones, «z» = zones) -> { n: int64 } \"select 1\"")]
    [InlineData("FL5012", "`lake` is a `files` connection, which runs no queries",
        "transform t = from sql «lake» -> { n: int64 } \"select 1\"")]
    [InlineData("FL2060", "`lower` is a function of the language",
        "fn «lower»(x: text) -> text = csharp \"A.B.C\" pure")]
    [InlineData("FL2061", "there is no modifier `fast`",
        "fn f(x: text) -> text = csharp \"A.B.C\" pure «fast»")]
    [InlineData("FL3114", "a method is wanted here: `\"Namespace.Type.Method\"`",
        "fn f(x: text) -> text = csharp «\"B.C\"» pure")]
    [InlineData("FL3120", "`green_*.csv` names many files, and an http server does not say which it has",
        "connection site: http { base_url: \"https://example.com\" } source s: Zone from site.csv(«\"green_*.csv\"»)")]
    [InlineData("FL3140", "`gs://taxi/raw` is no name of a bucket", "connection raw: gcs { bucket: «\"gs://taxi/raw\"» }")]
    [InlineData("FL3141", "`auth: gcp_iam` does not go with the rest of this connection",
        "connection sql: postgres { host: \"10.0.0.5\", user: \"flow\", ssl_mode: disable, auth: «gcp_iam» }")]
    [InlineData("FL3141", "`auth: gcp_iam` does not go with the rest of this connection",
        "connection stream: kafka { auth: «gcp_iam» }")]
    [InlineData("FL3121", "`token` of an http connection is a secret, and stands in the source for all to read",
        "connection site: http { base_url: \"https://example.com\", token: «\"hush\"» }")]
    [InlineData("FL3122", "this is no address of http or https", "connection site: http { base_url: «\"example.com/data\"» }")]
    [InlineData("FL3122", "a user or a password stands in this address for all to read",
        "connection site: http { base_url: «\"https://me:hush@example.com\"» }")]
    [InlineData("FL3123", "`user` and `password` go together",
        "connection «site»: http { base_url: \"https://example.com\", user: \"me\" }")]
    [InlineData("FL3123", "a request has room for a `token` or a `user`, not for both",
        "secret s = env(\"S\") connection «site»: http { base_url: \"https://example.com\", user: \"me\", password: s, token: s }")]
    [InlineData("FL5030", "functions are written in `csharp`, not in `python`",
        "fn f(x: text) -> text = «python» \"A.B.C\" pure")]
    [InlineData("FL5031", "`f` is not said to be pure",
        "fn «f»(x: text) -> text = csharp \"A.B.C\"")]
    [InlineData("FL5032", "C# functions don't take or give `json`",
        "fn f(x: «json») -> text = csharp \"A.B.C\" pure")]
    [InlineData("FL5032", "C# functions don't take or give `decimal(29, 0)?`",
        "fn f(x: text) -> «decimal(29, 0)?» = csharp \"A.B.C\" pure")]
    [InlineData("FL3001", "`text` is wanted here; this is `int32`",
        "fn f(x: text = «1») -> text = csharp \"A.B.C\" pure")]
    [InlineData("FL3023", "this is always null, so it has no type",
        "transform t = from trips | derive x = «null»")]
    [InlineData("FL3026", "`decimal(30, 10) * decimal(30, 10)` has 60 digits; a decimal has at most 38",
        "type Big = { a: decimal(30, 10), b: decimal(30, 10) }\nsource bigs: Big from lake.csv(\"big.csv\")\ntransform t = "
        + "from bigs | derive x = a «*» b")]
    [InlineData("FL3027", "`json` can't be cast to `int32`",
        "transform t = from trips | derive x = «cast(payload as int32)» else null")]
    [InlineData("FL3029", "a size is for options only",
        "transform t = from trips | derive x = «64KiB»")]
    [InlineData("FL3031", "`in` wants a list of values written out: `x in [1, 2]`",
        "transform t = from trips | where note in «tags»")]
    [InlineData("FL3032", "the pattern of `like` must be a text literal",
        "transform t = from trips | where note like «note»")]
    [InlineData("FL3033", "this pattern ends in `\\`, which escapes nothing",
        "transform t = from trips | where note like «\"a\\\\\"»")]
    [InlineData("FL3040", "`text` takes no arguments",
        "type Person = { name: «text(20)» }")]
    [InlineData("FL3041", "a decimal needs its digits",
        "type Sale = { amount: «decimal» }")]
    [InlineData("FL3042", "`decimal(40, 2)` is not possible",
        "type Sale = { amount: «decimal(40, 2)» }")]
    [InlineData("FL3043", "the keys of a map are `text`; this is `int32`",
        "type Sale = { parts: map<«int32», text> }")]
    [InlineData("FL3044", "`...Money` wants a type with fields; this is `decimal(12, 2)`",
        "type Money = decimal(12, 2)\ntype Sale = { «...Money», id: int64 }")]
    [InlineData("FL3045", "`id` is a key, and a key is never null",
        "type Sale = { id: «int64?» @key }")]
    [InlineData("FL3046", "rows have columns: a type like `{ id: int64, … }` is wanted; this is `text`",
        "source other: «text» from lake.csv(\"x.csv\")")]
    [InlineData("FL3047", "type `Tree` contains itself",
        "type Tree = { name: text, children: «Tree»[] }")]
    [InlineData("FL3048", "a named type is not nullable itself",
        "type Money = «decimal(12, 2)?»")]
    [InlineData("FL3049", "`relation<{ trip_id: int64 @key, zone_id: int32, pickup: instant, pickup_local: datetime, ",
        "type Many = «relation<Trip>»")]
    [InlineData("FL3050", "`row_number` looks at other rows, so it needs an `over`",
        "transform t = from trips | derive n = «row_number()»")]
    [InlineData("FL3051", "`row_number` over rows depends on their order, so its `over` needs a `sort`",
        "transform t = from trips | derive n = «row_number() over (by zone_id)»")]
    [InlineData("FL3052", "`over` is for `derive`, `set` and `select`",
        "transform t = from trips | aggregate n = max(«row_number() over (sort pickup)»)")]
    [InlineData("FL3053", "`upper` looks at one row only, so it takes no `over`",
        "transform t = from trips | derive n = «upper»(note) over (by zone_id)")]
    [InlineData("FL3054", "the `sort` of an analytic function stands in its `over`",
        "transform t = from trips | derive n = string_agg(note, \",\" sort «pickup») over (by zone_id sort pickup)")]
    [InlineData("FL3055", "`row_number` does not take a `rows` frame",
        "transform t = from trips | derive n = row_number() over (sort pickup «rows 3 preceding»)")]
    [InlineData("FL3056", "this frame ends before it starts",
        "transform t = from trips | derive n = sum(fare) over (sort pickup «rows between 1 following and 1 preceding»)")]
    [InlineData("FL3057", "the offset of a frame is a whole number written out",
        "transform t = from trips | derive n = sum(fare) over (sort pickup rows «1.5» preceding)")]
    [InlineData("FL3060", "a join needs a condition",
        "transform t = from trips | «join zones as z»")]
    [InlineData("FL3061", "`unnest` wants a list; this is `text?`",
        "transform t = from trips | unnest «note» as n")]
    [InlineData("FL3062", "a whole number above zero, written out, is wanted here",
        "transform t = from trips | sort fare take «0»")]
    [InlineData("FL3063", "`unique` wants a column's name here",
        "transform t = from trips\nexpect on t { unique(«zone_id + 1») }")]
    [InlineData("FL3064", "this leaves a row without columns",
        "transform t = from zones | «drop zone_id, borough, name»")]
    [InlineData("FL3065", "`fill` goes along a date, instant, datetime or integer column; this is `text`",
        "transform t = from zones | fill «borough» every 1")]
    [InlineData("FL3066", "the step of this axis is a whole number, written out and above zero",
        "transform t = from zones | drop borough | fill zone_id every «1h»")]
    [InlineData("FL3067", "added rows have no value for `borough`, and null is not allowed there",
        "transform t = from zones | «fill zone_id every 1»")]
    [InlineData("FL3068", "`env` does not allow this value",
        "param env: text in [\"dev\", \"prod\"] = «\"test\"»")]
    [InlineData("FL3069", "the value of a parameter must be written out: a literal",
        "param day: int32 = «1 + 1»")]
    [InlineData("FL3069", "the value of a parameter must be written out: a literal",
        "param day: int32 = «day»")]
    [InlineData("FL3070", "a parameter can't be `date[]`",
        "param days: «date[]» = []")]
    [InlineData("FL3071", "`header` wants `true` or `false`",
        "source other: Zone from lake.csv(\"zones.csv\") { header: «\"yes\"» }")]
    [InlineData("FL3072", "`upsert` needs a key, and `query` has none",
        "pipeline p { write (from trips | select fare) to pg.table(\"t\") { mode: «upsert» } }")]
    [InlineData("FL3074", "`replace_partition` needs to know which rows of the target it replaces",
        "pipeline p { write zones to pg.table(\"t\") { mode: «replace_partition» } }")]
    [InlineData("FL3075", "key column `name` may be null",
        "pipeline p { write zones to pg.table(\"t\") { mode: upsert, key: «[name]» } }")]
    [InlineData("FL3076", "only `row` expectations can reject: this one speaks of all rows together",
        "transform t = from trips\nexpect on t { unique(trip_id) severity «reject» }")]
    [InlineData("FL3077", "`volume` is not called like this",
        "transform t = from trips\nexpect on t { volume(«1») }")]
    [InlineData("FL3078", "csv can't store column `tags`: it is `text[]`",
        "pipeline p { write (from trips | select trip_id, tags) to «lake.csv(\"t.csv\")» }")]
    [InlineData("FL3079", "a row is wanted here: `{ column: value, … }`",
        "transform t = from zones\ntest \"a test\" for t { given zones [ «1» ] expect [] }")]
    [InlineData("FL3080", "this row has no value for `borough`",
        "transform t = from zones | where borough == \"Queens\"\ntest \"a test\" for t { given zones [ «{ zone_id: 1 }» ] "
        + "expect [] }")]
    [InlineData("FL3081", "a test says what it expects",
        "transform t = from zones\ntest «\"a test\"» for t { given zones [] }")]
    [InlineData("FL3082", "`t` does not read `trips`",
        "transform t = from zones\ntest \"a test\" for t { given «trips» [] expect [] }")]
    [InlineData("FL3083", "`line` can't be exposed",
        "source other: Zone from lake.csv(\"zones.csv\") { expose: «[line]» }")]
    [InlineData("FL3085", "`normal` makes no `text`",
        "source made: { id: int64, name: text } from generator { rows: 10, columns: { id: sequence(1), «name: normal(1, 2)» } }")]
    [InlineData("FL3086", "`order by` is for files and the screen; a `table` has no order",
        "pipeline p { write zones order by «name» to pg.table(\"zones\") }")]
    [InlineData("FL3087", "generated source `made` needs a type",
        "source «made» from generator { rows: 10, columns: { id: sequence(1) } }")]
    [InlineData("FL3100", "`upper` does not take (decimal(12, 2))",
        "transform t = from trips | derive x = «upper(fare)»")]
    [InlineData("FL3101", "`substring` has no argument called `begin`",
        "transform t = from trips | derive x = substring(note, begin: «2»)")]
    [InlineData("FL3102", "`trunc` does not know `hours` here",
        "transform t = from trips | derive x = trunc(pickup_local, «hours»)")]
    [InlineData("FL3103", "`pattern` of `matches` must be a literal",
        "transform t = from trips | derive x = matches(note, «note»)")]
    [InlineData("FL3104", "`fraction` of `percentile` can't be 1.5",
        "transform t = from trips | aggregate x = percentile(distance, «1.5») by zone_id")]
    [InlineData("FL3105", "this regular expression looks ahead, which not every engine can",
        "transform t = from trips | where matches(note, «\"(?=a)\"»)")]
    [InlineData("FL3106", "there is no time zone called `America/New_Yrok`",
        "transform t = from trips | derive x = to_zone(pickup, «\"America/New_Yrok\"»)")]
    [InlineData("FL3107", "this time format has no meaning for `QQ`",
        "transform t = from trips | derive x = format_instant(pickup, «\"yyyy QQ\"»)")]
    [InlineData("FL3108", "this json path can't be read: a..b",
        "transform t = from trips | derive x = text_at(payload, «\"a..b\"»)")]
    [InlineData("FL3107", "this time format has no meaning for `DD`",
        "source other: { at: date } from lake.csv(\"t.csv\") { date_format: «\"DD.MM.yyyy\"» }")]
    [InlineData("FL3107", "names no whole date",
        "pipeline p { write zones to lake.csv(\"t.csv\") { date_format: [\"dd.MM.yyyy\", «\"HH:mm\"»] } }")]
    [InlineData("FL3109", "with a time of day it is for `datetime` and `instant` columns, and the source has none",
        "source other: { at: date } from lake.csv(\"t.csv\") { date_format: «\"dd.MM.yyyy HH:mm\"» }")]
    [InlineData("FL3109", "another one is for `date` columns already",
        "source other: { at: date } from lake.csv(\"t.csv\") { date_format: [\"dd.MM.yyyy\", «\"yyyyMMdd\"»] }")]
    [InlineData("FL3071", "`date_format` wants a format written out",
        "param how: text = \"dd.MM.yyyy\"\nsource other: { at: date } from lake.csv(\"t.csv\") { date_format: «how» }")]
    public void A_mistake_is_reported_once_at_its_place(string code, string message, string marked)
    {
        (string program, int start, int length) = TestWorkspace.Unmark(marked);

        BoundProgram bound = TestWorkspace.Bind(program);

        Diagnostic diagnostic = Assert.Single(bound.Diagnostics);
        Assert.Equal((code, start, length), (diagnostic.Code, diagnostic.Span.Start, diagnostic.Span.Length));
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parse_instant(note, \"yyyy-MM-dd\", \"Europe/Vienna\") else null", "`tz` is given by name: `tz: …`")]
    [InlineData("trunc(pickup, hour, \"Europe/Vienna\")", "`tz` is given by name: `tz: …`")]
    [InlineData("upper(note, note)", null)]
    public void An_argument_that_wants_its_name_is_told_so(string call, string? help)
    {
        Diagnostic diagnostic = Assert.Single(TestWorkspace.Bind($"transform t = from trips | derive x = {call}").Diagnostics);

        Assert.Equal("FL3100", diagnostic.Code);
        Assert.Equal(help, diagnostic.HelpLines.SingleOrDefault());
    }
}
