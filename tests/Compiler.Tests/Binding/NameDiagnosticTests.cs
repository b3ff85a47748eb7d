using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>FL2xxx: names that are not there, there twice, or of another kind. One mistake, one diagnostic, at the marked place.</summary>
public sealed class NameDiagnosticTests
{
    [Theory]
    [InlineData("FL2001", "`trips` has no column `fair`",
        "transform t = from trips | where «fair» > 0")]
    [InlineData("FL2030", "there is a column `note` already",
        "transform t = from trips | derive «note» = 5, more = note + 1 | where note > 3 | aggregate n = sum(note)")]
    [InlineData("FL2002", "there is no source, stream or transform called `tripps`",
        "transform t = from «tripps»")]
    [InlineData("FL2003", "there is no function called `uper`",
        "transform t = from trips | derive x = «uper»(note)")]
    [InlineData("FL2004", "there is no type called `bigint`",
        "type Person = { id: «bigint» @key, name: text }")]
    [InlineData("FL2005", "`id` is declared twice",
        "type Person = { id: int64, «id»: text }")]
    [InlineData("FL2006", "there is nothing called `rooot` here",
        "connection other: files { root: «rooot» }")]
    [InlineData("FL2007", "`name` can be `a.name` or `b.name`",
        "transform t = from zones as a | join zones as b on a.zone_id == b.zone_id | select «name»")]
    [InlineData("FL2008", "`lake` is a connection; a relation is wanted here",
        "transform t = from «lake»")]
    [InlineData("FL2008", "`selfish` is a source",
        "source selfish: Zone from «selfish».csv(\"zones.csv\")")]
    [InlineData("FL2009", "`selfish` is a source and has no value of its own",
        "source selfish: Zone from lake.csv(«selfish»)")]
    [InlineData("FL2009", "`zones` is a source and has no value of its own",
        "transform t = from trips | where zone_id == «zones»")]
    [InlineData("FL2009", "`selfish` is a transform and has no value of its own",
        "transform selfish = from trips | where zone_id == «selfish»")]
    [InlineData("FL2010", "this struct has no field `citi`",
        "type Order = { id: int64 @key, home: { city: text } }\nsource orders: Order from "
        + "lake.json(\"orders.jsonl\")\ntransform t = from orders | select id, town = home.«citi»")]
    [InlineData("FL2011", "there is no annotation `@primary` like this",
        "type Person = { id: int64 «@primary» }")]
    [InlineData("FL2020", "there is no file \"./ruels.flow\" in this workspace",
        "import { fee } from «\"./ruels.flow\"»")]
    [InlineData("FL2023", "\"../../shared/rules.flow\" leaves the workspace",
        "import { fee } from «\"../../shared/rules.flow\"»")]
    [InlineData("FL2025", "the pipeline `p` is there twice in this workspace",
        "pipeline p { write zones to lake.csv(\"a.csv\") }\npipeline «p» { write zones to lake.csv(\"b.csv\") }")]
    [InlineData("FL2030", "there is a column `fare` already",
        "transform t = from trips | derive «fare» = 0.00")]
    [InlineData("FL2031", "`trip_id` is named twice in this step",
        "transform t = from trips | select trip_id, «trip_id» = zone_id")]
    [InlineData("FL2032", "this column needs a name",
        "transform t = from trips | select trip_id, «fare * 2»")]
    [InlineData("FL2033", "both sides of this join have `borough`, `name`",
        "source other: Zone from lake.csv(\"other.csv\")\ntransform t = from zones | join «other» on zones.zone_id == other.zone_id")]
    [InlineData("FL2034", "the result has two columns called `borough`, `name`",
        "source other: Zone from lake.csv(\"other.csv\")\ntransform t = «from zones | join other as o on zones.zone_id == o.zone_id»")]
    [InlineData("FL2035", "`z` names another side of this query already",
        "transform t = from zones as z | join zones as «z» on z.zone_id == z.zone_id")]
    [InlineData("FL2036", "`z.zone_id` is one with `zone_id` since the join that compares them",
        "transform t = from trips as t | left join zones as z on t.zone_id == z.zone_id | where «z.zone_id» is null")]
    [InlineData("FL2037", "transform `a` reads itself",
        "transform «a» = from b | where x > 0\ntransform b = from a")]
    [InlineData("FL2038", "source `places` declares no type, and flow.lock does not know it",
        "source «places» from lake.csv(\"places.csv\")")]
    [InlineData("FL2039", "`above` takes arguments",
        "transform above(limit: decimal(12, 2), r: relation<Trip>) = from r | where fare > limit\ntransform t = from «above»")]
    [InlineData("FL2040", "this workspace has no parameter `regoin`",
        "param region: text = \"east\"\nenvironment prod { «regoin»: \"west\" }")]
    [InlineData("FL2041", "`above` needs a value for `limit`",
        "transform above(limit: decimal(12, 2), r: relation<Trip>) = from r | where fare > limit\ntransform t = from trips | "
        + "«call above()»")]
    [InlineData("FL2042", "`csv` does not take so many arguments",
        "source other: Zone from lake.csv(\"a.csv\", «\"b.csv\"»)")]
    [InlineData("FL2043", "`overwrite` is no `mode`",
        "pipeline p { write zones to pg.table(\"zones\") { mode: «overwrite» } }")]
    [InlineData("FL2044", "expectations hold for transforms; `trips` is a source",
        "expect on «trips» { unique(trip_id) }")]
    [InlineData("FL2045", "there is no expectation `distinct_rows`",
        "transform t = from trips\nexpect on t { «distinct_rows»(trip_id) }")]
    [InlineData("FL2050", "there is no connection called `laek`",
        "source other: Zone from «laek».csv(\"zones.csv\")")]
    [InlineData("FL2051", "there is no connector called `postgress`",
        "connection db: «postgress» { host: \"localhost\" }")]
    [InlineData("FL2052", "a `files` connection has no `table`",
        "source other: Zone from lake.«table»(\"zones\")")]
    [InlineData("FL2053", "a place of a connection is wanted here",
        "source other: Zone from «\"zones.csv\"»")]
    [InlineData("FL2054", "`csv` has no option `delimeter`",
        "source other: Zone from lake.csv(\"zones.csv\") { «delimeter»: \";\" }")]
    [InlineData("FL2055", "`zones` is given twice",
        "transform t = from zones\ntest \"a test\" for t { given zones [] given «zones» [] expect [] }")]
    [InlineData("FL2056", "a `files` connection needs `root`",
        "connection «other»: files { }")]
    [InlineData("FL2057", "a pipeline has no property `retries`",
        "pipeline p { write zones to lake.csv(\"z.csv\") «retries»: 3 }")]
    [InlineData("FL2058", "there is no pipeline called `ingset`",
        "pipeline p { write zones to lake.csv(\"z.csv\") after: [«ingset»] }")]
    [InlineData("FL2059", "there is no generator called `serial`",
        "source made: { id: int64 } from generator { rows: 10, columns: { id: «serial»(1) } }")]
    public void A_mistake_is_reported_once_at_its_place(string code, string message, string marked)
    {
        (string program, int start, int length) = TestWorkspace.Unmark(marked);

        BoundProgram bound = TestWorkspace.Bind(program);

        Diagnostic diagnostic = Assert.Single(bound.Diagnostics);
        Assert.Equal((code, start, length), (diagnostic.Code, diagnostic.Span.Start, diagnostic.Span.Length));
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coalesce(note, \"\")", "`a ?? b`")]
    [InlineData("MAX_BY(note, fare)", "`last(x sort k)`")]
    [InlineData("len(note)", "`length`")]
    [InlineData("date_trunc(\"hour\", pickup)", "`trunc(time, hour)`")]
    public void A_function_of_another_language_is_told_in_this_one(string call, string help)
    {
        Diagnostic diagnostic = Assert.Single(TestWorkspace.Bind($"transform t = from trips | derive x = {call}").Diagnostics);

        Assert.Equal("FL2003", diagnostic.Code);
        Assert.Contains(help, Assert.Single(diagnostic.HelpLines), StringComparison.Ordinal);
        Assert.Null(diagnostic.Fix);
    }
}
