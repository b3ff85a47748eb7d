using System.Collections.Immutable;
using CsCheck;

namespace FlowLang.Conformance.Tests.Random;

/// <summary>
/// A chain of random typed steps over the source `data`, ending with all columns. The `id` by which tables tell rows apart may be null by
/// then, so it is the same for all rows and rows are compared as a bag.
/// </summary>
internal static class RandomQuery
{
    private const int Depth = 2;

    private static readonly ColumnKind[] s_kinds = Enum.GetValues<ColumnKind>();

    public static Gen<string> Steps { get; } =
        Gen.Int[1, 5].SelectMany(count => Chain(new State([], RandomRows.Columns, 0), count)).Select(s => s.Text);

    private sealed record State(ImmutableList<string> Steps, ImmutableList<RandomColumn> Columns, int Fresh)
    {
        public string Text
        {
            get
            {
                string last = "| select id = 0, key = id" + string.Concat(Columns.Where(c => c.Name != "id").Select(c => ", " + c.Name));
                return string.Join("\n", [.. Steps, last]);
            }
        }

        public State With(string step, int fresh = 0, params IEnumerable<RandomColumn> added) =>
            new(Steps.Add(step), [.. Columns, .. added], Fresh + fresh);
    }

    private static Gen<State> Chain(State state, int count) =>
        count == 0 ? Gen.Const(state) : Step(state).SelectMany(next => Chain(next, count - 1));

    private static Gen<State> Step(State state)
    {
        RandomExpressions expressions = new(state.Columns);
        string name = $"c{state.Fresh}";
        return Gen.Frequency(
            (3, expressions.Of(ColumnKind.Bool, Depth).Select(c => state.With($"| where {c}"))),
            (5, Gen.OneOf(s_kinds).SelectMany(k => expressions.Of(k, Depth)
                .Select(e => state.With($"| derive {name} = {e}", 1, new RandomColumn(name, k))))),
            (2, expressions.Analytic().Select(a => state.With($"| derive {name} = {a.Call}", 1, new RandomColumn(name, a.Kind)))),
            (2, Aggregate(state, expressions)),
            (1, expressions.Of(ColumnKind.Text, 1).Select(k => state.With(
                $"| derive {name} = {k} | dedupe by {name} keep latest id", 1, new RandomColumn(name, ColumnKind.Text)))),
            (1, Gen.Select(expressions.Of(ColumnKind.Int, 1), Gen.Int[0, 9])
                .Select((k, n) => state.With($"| sort {k} desc, id take {n}"))),
            (1, Join(state)),
            (1, Gen.OneOf("union", "union distinct", "except", "intersect").Select(o => SetOperation(state, o))));
    }

    private static Gen<State> Aggregate(State state, RandomExpressions expressions) =>
        Gen.Select(expressions.Of(ColumnKind.Int, 1), expressions.Aggregate(1), expressions.Aggregate(1)).Select((key, a, b) => new State(
            state.Steps.Add($"| aggregate x = {a.Call}, y = {b.Call} by id = {key}"),
            [new("id", ColumnKind.Int), new("x", a.Kind), new("y", b.Kind)], state.Fresh));

    // The rows so far with those of the source, matched by a column that repeats.
    private static Gen<State> Join(State state)
    {
        string[] whole = [.. state.Columns.Where(c => c.Kind == ColumnKind.Int).Select(c => c.Name)];
        RandomColumn other = new($"r{state.Fresh}", ColumnKind.Text);
        string right = $"(from data | select k{state.Fresh} = i, {other.Name} = u)";
        return Gen.Select(Gen.OneOf("join", "left join", "semi join", "anti join"), Gen.OneOf(whole)).Select((kind, key) =>
        {
            string alias = $"o{state.Fresh}";
            string join = $"| {kind} {right} as {alias} on {key} == {alias}.k{state.Fresh}";
            bool adds = !kind.StartsWith("semi", StringComparison.Ordinal) && !kind.StartsWith("anti", StringComparison.Ordinal);
            return adds ? state.With(join, 1, new RandomColumn($"k{state.Fresh}", ColumnKind.Int), other) : state.With(join, 1);
        });
    }

    // With the same rows before the last steps, so that the columns are the same.
    private static State SetOperation(State state, string operation)
    {
        string columns = string.Join(", ", state.Columns.Select(c => c.Name));
        string before = string.Join(" ", state.Steps);
        return state.With($"| select {columns} | {operation} (from data {before} | select {columns} | where id % 2 == 0)");
    }
}
