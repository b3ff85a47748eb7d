using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>FL5xxx to FL8xxx: engines, secrets, schedules, lint. One mistake, one diagnostic, at the marked place.</summary>
public sealed class RunDiagnosticTests
{
    [Theory]
    [InlineData("FL5011", "postgres query can be read, not written",
        "pipeline p { write zones to «pg.query(\"select 1\")» }")]
    [InlineData("FL5012", "`lake` is a `files` connection, which runs no queries",
        "pipeline p on «lake» { write zones to lake.csv(\"z.csv\") }")]
    [InlineData("FL6001", "the secret `key` can be used in connections only",
        "secret key = env(\"KEY\")\ntransform t = from trips | derive k = «key»")]
    [InlineData("FL6002", "`root` is shown in logs and reports, so it can't be the secret `place`",
        "secret place = env(\"PLACE\")\nconnection other: files { root: «place» }")]
    [InlineData("FL6004", "a secret says where its value is found",
        "secret key = «\"hunter2\"»")]
    [InlineData("FL7001", "pipeline `p` waits for itself",
        "pipeline «p» { write zones to lake.csv(\"p.csv\") after: [q] }\npipeline q { write zones to lake.csv(\"q.csv\") "
        + "after: [p] }")]
    [InlineData("FL7002", "this cron expression has `61` as its minute, which goes from 0 to 59",
        "pipeline p { write zones to lake.csv(\"p.csv\") schedule: cron(«\"61 * * * *\"», tz: \"UTC\") }")]
    [InlineData("FL7003", "a cron schedule needs a time zone",
        "pipeline p { write zones to lake.csv(\"p.csv\") schedule: «cron(\"0 6 * * *\")» }")]
    [InlineData("FL7004", "\"CET+1\" is no time zone",
        "pipeline p { write zones to lake.csv(\"p.csv\") schedule: cron(\"0 6 * * *\", tz: «\"CET+1\"») }")]
    [InlineData("FL7005", "`timeout` wants a duration of fixed length: `30s`, `40m`, `2h`",
        "pipeline p { write zones to lake.csv(\"p.csv\") timeout: «40» }")]
    [InlineData("FL7006", "2024-01-03T00:00Z does not begin a week",
        "pipeline p { write zones to lake.csv(\"p.csv\") partition: «week(start: 2024-01-03)» }")]
    [InlineData("FL7007", "`{day}` is the interval of a run, and pipeline `p` has none",
        "pipeline p { write zones to lake.csv(«\"z/{day}.csv\"») }")]
    [InlineData("FL7008", "`{date}` is no placeholder",
        "source other: Zone from lake.csv(«\"z/{date}.csv\"»)")]
    [InlineData("FL7009", "`{hour}` changes within a run: each run owns a whole day",
        "pipeline p { write zones to lake.csv(«\"z/{hour}.csv\"») partition: day(start: 2024-01-01) }")]
    [InlineData("FL7010", "appending to files again after a failure would write rows twice",
        "pipeline p { write (from zones | select borough) to lake.csv(\"z/\") { mode: «append» } retry: 3 }")]
    [InlineData("FL7011", "`catch_up` is about intervals, and this pipeline has none",
        "pipeline p { write zones to lake.csv(\"z.csv\") «catch_up»: last(3) }")]
    [InlineData("FL7012", "pipeline `p` writes nothing",
        "pipeline «p» { retry: 3 }")]
    [InlineData("FL7015", "no source and no write of pipeline `p` has a column `picked_up`",
        "transform t = from trips | select trip_id\n"
        + "pipeline p { write t to pg.table(\"t\") { mode: append } partition: day(start: 2024-01-01, on: «picked_up») }")]
    [InlineData("FL7029", "this cron expression never comes",
        "pipeline p { write zones to lake.csv(\"p.csv\") schedule: cron(«\"0 6 31 4,6 *\"», tz: \"UTC\") }")]
    [InlineData("FL7030", "Europe/Berlin has no 02:30 on 2026-03-29",
        "pipeline p { write zones to lake.csv(\"p.csv\") schedule: cron(«\"30 2 * * *\"», tz: \"Europe/Berlin\", overlap: both) }")]
    [InlineData("FL7031", "America/New_York has 01:30 twice on 2026-11-01",
        "pipeline p { write zones to lake.csv(\"p.csv\") schedule: cron(«\"0 30 1 * * *\"», tz: \"America/New_York\") }")]
    [InlineData("FL7032", "a run may take 1h30m, and the next one comes after 1h",
        "pipeline p { write zones to lake.csv(\"p.csv\") schedule: cron(\"5 * * * *\", tz: \"Europe/Berlin\") «timeout»: 90m }")]
    [InlineData("FL7034", "files arrive in a `files` connection, and this pipeline reads from none",
        "source others: Zone from pg.table(\"zones\")\n"
        + "pipeline p { write others to pg.table(\"t\") { mode: replace } «on»: arrival(\"in/*.csv\") }")]
    [InlineData("FL7035", "pipeline `p` has intervals, and a file that arrives says none",
        "pipeline p { write zones to lake.csv(\"p/{day}.csv\") partition: day(start: 2024-01-01) «on»: arrival(\"in/*.csv\") }")]
    [InlineData("FL7036", "`pg` is a `postgres` connection, which takes no messages",
        "pipeline p { write zones to lake.csv(\"p.csv\") on_failure: notify(«pg») }")]
    [InlineData("FL7037", "the workspace has no pool `hevy`",
        "workspace { pools: { heavy: 2 } }\npipeline p { write zones to lake.csv(\"p.csv\") pool: «hevy» }")]
    [InlineData("FL7005", "`pools` wants numbers of runs from 1 to 1024",
        "workspace { pools: «{ heavy: 0 }» }")]
    [InlineData("FL7040", "`lake` is a `files` connection, and a ledger needs a database", "workspace { ledger: «lake» }")]
    [InlineData("FL7005", "`ledger` wants a connection of PostgreSQL", "workspace { ledger: «\"pg\"» }")]
    [InlineData("FL7020", "`scd2` keeps the versions of each key, and `t` has no key",
        "transform t = from trips | select zone_id, fare\npipeline p { write t to pg.table(\"t\") { mode: «scd2» } }")]
    [InlineData("FL7021", "`changed_at` wants a column of date, datetime or instant that is never null; `note` is text?",
        "pipeline p { write trips to pg.table(\"t\") { mode: scd2, changed_at: «note» } }")]
    [InlineData("FL7022", "`scd2` adds a column `valid_to` to the table",
        "transform t = from trips | rename valid_to = fare\npipeline p { write t to pg.table(\"t\") { mode: «scd2» } }")]
    [InlineData("FL7022", "`scd2` adds a column `since` to the table",
        "pipeline p { write trips to pg.table(\"t\") { mode: «scd2», valid_from: since, valid_to: since } }")]
    [InlineData("FL7023", "`tracked` belongs to `mode: scd2`",
        "pipeline p { write trips to pg.table(\"t\") { mode: upsert, tracked: «[fare]» } }")]
    [InlineData("FL7024", "`trip_id` is part of the key",
        "pipeline p { write trips to pg.table(\"t\") { mode: scd2, tracked: «[trip_id, fare]» } }")]
    [InlineData("FL7024", "`pickup` is the time of the change",
        "pipeline p { write trips to pg.table(\"t\") { mode: scd2, changed_at: pickup, tracked: «[pickup]» } }")]
    [InlineData("FL2001", "`trips` has no column `fair`",
        "pipeline p { write trips to pg.table(\"t\") { mode: scd2, tracked: «[fair]» } }")]
    [InlineData("FL7025", "`lookback` runs intervals again, and `trips` appends",
        "pipeline p { write trips to «pg.table(\"t\")» { mode: append } partition: day(start: 2024-01-01, on: pickup, lookback: 3) }")]
    [InlineData("FL7025", "each run of `zones` replaces the rows of all others",
        "pipeline p { write zones to «lake.csv(\"z.csv\")» partition: day(start: 2024-01-01, lookback: 3) }")]
    [InlineData("FL7005", "`lookback` wants a number of intervals from 1 to 1000",
        "pipeline p { write zones to lake.csv(\"z/{day}.csv\") partition: day(start: 2024-01-01, lookback: «0») }")]
    [InlineData("FL7026", "`t` has a `cursor`, and pipeline `p` has intervals",
        "source t: Trip from pg.table(\"s\") { cursor: transaction }\n"
        + "pipeline p { write t to pg.table(\"t\") { mode: upsert } partition: «day(start: 2024-01-01)» }")]
    [InlineData("FL7027", "this write of `u` would take rows of `t` twice",
        "source t: Trip from pg.table(\"s\") { cursor: transaction }\ntransform u = from t | where fare > 0\n"
        + "pipeline p { write u to «pg.table(\"t\")» }")]
    [InlineData("FL7028", "how far `t` was read is kept in the one database that the pipeline writes to",
        "source t: Trip from pg.table(\"s\") { cursor: transaction }\npipeline «p» { write t to console }")]
    [InlineData("FL2001", "`t` has no column `picked_up`",
        "transform t = from trips | select trip_id\n"
        + "pipeline p { write t to pg.table(\"t\") { mode: replace_partition } partition: «day(start: 2024-01-01, on: picked_up)» }")]
    [InlineData("FL8001", "nothing here can fail, so this handler never acts",
        "transform t = from trips | derive x = trip_id / 4 «else null»")]
    [InlineData("FL8001", "nothing here can fail, so this handler never acts",
        "transform t = from trips | where fare > 0 «else reject \"free\"»\npipeline p { write t to console }")]
    [InlineData("FL8002", "`==` on floats is rarely what is meant",
        "transform t = from trips | where distance «==» 0.3")]
    [InlineData("FL8003", "one row here can meet many rows of `u`, and becomes as many",
        "transform t = from trips as t | join «trips» as u on t.zone_id == u.zone_id | select n = t.trip_id")]
    [InlineData("FL8004", "this `sort` has no effect: rows of a relation have no order",
        "transform t = from trips | «sort fare»")]
    [InlineData("FL8005", "`== null` is never true",
        "transform t = from trips | where «note == null»")]
    [InlineData("FL8006", "this is never null, so this is always true",
        "transform t = from trips | where «fare is not null»")]
    [InlineData("FL8007", "`password` stands in the source for all to read",
        "connection db: postgres { host: \"localhost\", password: «\"hunter2\"» }")]
    public void A_mistake_is_reported_once_at_its_place(string code, string message, string marked)
    {
        (string program, int start, int length) = TestWorkspace.Unmark(marked);

        BoundProgram bound = TestWorkspace.Bind(program);

        Diagnostic diagnostic = Assert.Single(bound.Diagnostics);
        Assert.Equal((code, start, length), (diagnostic.Code, diagnostic.Span.Start, diagnostic.Span.Length));
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }
}
