using CsCheck;

namespace FlowLang.Conformance.Tests.Random;

/// <summary>
/// Typed expressions over given columns. What can fail is handled where it stands, now and then by the row's rejection. Floats stay among
/// small multiples of a power of two, so that every engine has the same sum in any order.
/// </summary>
internal sealed class RandomExpressions(IReadOnlyList<RandomColumn> columns)
{
    private static readonly string[] s_texts = ["\"\"", "\"a\"", "\"Zone 7\"", "\"é\"", "\"😀x\"", "\" pad \"", "\"10\""];

    public Gen<string> Of(ColumnKind kind, int depth) =>
        depth == 0 ? Leaf(kind) : Gen.Frequency((1, Leaf(kind)), (3, Inner(kind, depth - 1)));

    /// <summary>An aggregate and the kind of its result.</summary>
    public Gen<(string Call, ColumnKind Kind)> Aggregate(int depth)
    {
        Gen<string> whole = Of(ColumnKind.Int, depth);
        Gen<string> exact = Of(ColumnKind.Decimal, depth);
        Gen<string> text = Of(ColumnKind.Text, depth);
        Gen<string> test = Of(ColumnKind.Bool, depth);
        Gen<ColumnKind> ordered = Gen.OneOf(ColumnKind.Int, ColumnKind.Decimal, ColumnKind.Text, ColumnKind.Date, ColumnKind.Instant);
        return Gen.OneOf(
            Gen.Const(("count()", ColumnKind.Int)),
            test.Select(c => ($"count_if({c})", ColumnKind.Int)),
            ordered.SelectMany(k => Of(k, depth)).Select(x => ($"count_distinct({x})", ColumnKind.Int)),
            whole.Select(x => ($"sum({x}) else null", ColumnKind.Int)),
            exact.Select(x => ($"cast(sum({x}) as decimal(20, 4)) else null", ColumnKind.Decimal)),
            Gen.Select(exact, test).Select((x, c) => ($"cast(sum_if({x}, {c}) as decimal(20, 4)) else null", ColumnKind.Decimal)),
            exact.Select(x => ($"cast(avg({x}) as decimal(20, 6)) else null", ColumnKind.Decimal)),
            Of(ColumnKind.Float, 0).Select(x => ($"sum({x})", ColumnKind.Float)),
            ordered.SelectMany(k => Of(k, depth).Select(x => ($"min({x})", k))),
            ordered.SelectMany(k => Of(k, depth).Select(x => ($"max({x})", k))),
            Gen.Select(text, whole).Select((x, k) => ($"string_agg({x}, \"|\" sort {k}, {x})", ColumnKind.Text)));
    }

    /// <summary>An analytic expression and the kind of its result.</summary>
    public Gen<(string Call, ColumnKind Kind)> Analytic()
    {
        Gen<string> over =
            Gen.Select(Leaf(ColumnKind.Text), Leaf(ColumnKind.Int)).Select((by, sort) => $"over (by {by} sort {sort}, {All()})");
        return Gen.OneOf(
            over.Select(o => ($"row_number() {o}", ColumnKind.Int)),
            Gen.Select(Leaf(ColumnKind.Decimal), over).Select((x, o) => ($"lag({x}) {o}", ColumnKind.Decimal)),
            Gen.Select(Leaf(ColumnKind.Text), over).Select((x, o) => ($"lead({x}, 2) {o}", ColumnKind.Text)),
            Gen.Select(Leaf(ColumnKind.Int), over)
                .Select((x, o) => ($"sum({x}) {o[..^1]} rows between 2 preceding and current row) else null", ColumnKind.Int)),
            Gen.Select(Leaf(ColumnKind.Date), Leaf(ColumnKind.Text)).Select((x, by) => ($"max({x}) over (by {by})", ColumnKind.Date)));
    }

    // Every column, so that the order is total.
    private string All() => string.Join(", ", columns.Where(c => c.Kind != ColumnKind.Bool).Select(c => c.Name));

    private Gen<string> Leaf(ColumnKind kind)
    {
        string[] names = [.. columns.Where(c => c.Kind == kind).Select(c => c.Name)];
        return names.Length == 0 ? Constant(kind) : Gen.Frequency((4, Gen.OneOf(names)), (1, Constant(kind)));
    }

    private static Gen<string> Constant(ColumnKind kind) => kind switch
    {
        ColumnKind.Int => Gen.Int[-3, 100].Select(i => i < 0 ? $"({i})" : $"{i}"),
        ColumnKind.Decimal => Gen.OneOf("0.00", "1.50", "2.345", "(-7.25)", "100.0"),
        ColumnKind.Float => Gen.OneOf("0.5e0", "2e0", "(-1.25e0)"),
        ColumnKind.Text => Gen.OneOf(s_texts),
        ColumnKind.Bool => Gen.OneOf("true", "false"),
        ColumnKind.Date => Gen.OneOf("2024-02-29", "1999-12-31", "0001-01-01"),
        ColumnKind.DateTime => Gen.OneOf("2024-03-10T02:30", "2024-11-03T01:30:00.5"),
        _ => Gen.OneOf("2024-03-10T06:00Z", "1970-01-01T00:00:00.000001Z"),
    };

    private Gen<string> Inner(ColumnKind kind, int depth) => kind switch
    {
        ColumnKind.Int => Int(depth),
        ColumnKind.Decimal => Decimal(depth),
        ColumnKind.Float => Float(depth),
        ColumnKind.Text => Text(depth),
        ColumnKind.Bool => Bool(depth),
        ColumnKind.Date => Date(depth),
        ColumnKind.DateTime => DateTime(depth),
        _ => Instant(depth),
    };

    private Gen<string> Int(int depth)
    {
        Gen<string> x = Of(ColumnKind.Int, depth);
        return Gen.OneOf(
            Gen.Select(x, Gen.OneOf("+", "-", "*", "div", "%"), x, Handler("0")).Select((a, op, b, h) => $"(({a} {op} {b}) {h})"),
            Of(ColumnKind.Text, depth).Select(t => $"length({t})"),
            Of(ColumnKind.Date, depth).Select(d => $"extract(year, {d})"),
            Gen.Select(Of(ColumnKind.Date, depth), Of(ColumnKind.Date, depth)).Select((a, b) => $"days_between({a}, {b})"),
            Gen.Select(Of(ColumnKind.Decimal, depth), Handler("1")).Select((d, h) => $"(cast({d} as int32) {h})"),
            Gen.Select(Of(ColumnKind.Text, depth), Handler("7")).Select((t, h) => $"(cast({t} as int64) {h})"),
            Gen.Select(x, x).Select((a, b) => $"greatest({a}, {b})"),
            Choice(x, depth));
    }

    private Gen<string> Decimal(int depth)
    {
        Gen<string> x = Of(ColumnKind.Decimal, depth);
        Gen<string> left = x.Select(a => $"(cast({a} as decimal(14, 4)) else null)");
        Gen<string> right = x.Select(b => $"(cast({b} as decimal(14, 4)) else 1.0)");
        return Gen.OneOf(
            Gen.Select(left, Gen.OneOf("+", "-", "*", "/"), right, Handler("0.00"))
                .Select((a, op, b, h) => $"(cast({a} {op} {b} as decimal(16, 4)) {h})"),
            Gen.Select(x, Gen.Int[0, 2]).Select((a, digits) => $"round({a}, {digits})"),
            Gen.Select(Of(ColumnKind.Int, depth), Handler("0.00")).Select((i, h) => $"(cast({i} as decimal(10, 2)) {h})"),
            Gen.Select(Of(ColumnKind.Float, 0), Handler("0.00")).Select((f, h) => $"(cast({f} as decimal(12, 3)) {h})"),
            Choice(x, depth));
    }

    private Gen<string> Float(int depth)
    {
        Gen<string> x = Of(ColumnKind.Float, 0);
        return Gen.OneOf(
            Gen.Select(x, Gen.OneOf("+", "-", "*"), x).Select((a, op, b) => $"({a} {op} {b})"),
            Gen.Select(Of(ColumnKind.Int, depth), Of(ColumnKind.Int, depth)).Select((a, b) => $"((({a}) / ({b})) else null)"),
            x.Select(a => $"abs({a})"));
    }

    private Gen<string> Text(int depth)
    {
        Gen<string> x = Of(ColumnKind.Text, depth);
        Gen<string> n = Gen.Int[-1, 6].Select(i => $"{i}");
        return Gen.OneOf(
            Gen.Select(x, x).Select((a, b) => $"({a} ++ {b})"),
            Gen.Select(x, n, n).Select((a, from, length) => $"substring({a}, {from}, {length})"),
            Gen.Select(x, Gen.OneOf("upper", "lower", "trim", "reverse", "ltrim")).Select((a, f) => $"{f}({a})"),
            Gen.Select(x, x, x).Select((a, b, c) => $"replace({a}, {b}, {c})"),
            Gen.Select(x, n).Select((a, length) => $"lpad({a}, {length}, \"*\")"),
            Of(ColumnKind.Int, depth).Select(i => $"to_text({i})"),
            Of(ColumnKind.Decimal, depth).Select(d => $"to_text({d})"),
            Of(ColumnKind.Instant, depth).Select(i => $"to_text({i})"),
            Choice(x, depth));
    }

    private Gen<string> Bool(int depth)
    {
        Gen<string> x = Of(ColumnKind.Bool, depth);
        Gen<ColumnKind> ordered =
            Gen.OneOf(ColumnKind.Int, ColumnKind.Decimal, ColumnKind.Text, ColumnKind.Date, ColumnKind.DateTime, ColumnKind.Instant);
        Gen<string> op = Gen.OneOf("==", "!=", "<", "<=", ">", ">=", "is distinct from", "is not distinct from");
        return Gen.OneOf(
            ordered.SelectMany(k => Gen.Select(Of(k, depth), op, Of(k, depth)).Select((a, o, b) => $"({a} {o} {b})")),
            Gen.Select(x, Gen.OneOf("and", "or"), x).Select((a, o, b) => $"({a} {o} {b})"),
            x.Select(a => $"(not {a})"),
            Of(ColumnKind.Text, depth).Select(a => $"({a} is null)"),
            Gen.Select(Of(ColumnKind.Text, depth), Gen.OneOf("a%", "%_7", "%é%", "")).Select((a, p) => $"({a} like \"{p}\")"),
            Gen.Select(Of(ColumnKind.Text, depth), Of(ColumnKind.Text, depth)).Select((a, b) => $"contains({a}, {b})"),
            Gen.Select(Of(ColumnKind.Int, depth), Of(ColumnKind.Int, depth)).Select((a, b) => $"({a} in [1, {b}, 7])"),
            Gen.Select(Of(ColumnKind.Decimal, depth), Of(ColumnKind.Decimal, depth)).Select((a, b) => $"({a} between {b} and 50.0)"));
    }

    private Gen<string> Date(int depth) => Gen.OneOf(
        Gen.Select(Of(ColumnKind.Date, depth), Gen.OneOf("month", "week", "year")).Select((d, unit) => $"trunc({d}, {unit})"),
        Gen.Select(Of(ColumnKind.DateTime, depth), Gen.Const("")).Select((d, _) => $"cast({d} as date)"),
        Gen.Select(Of(ColumnKind.Int, depth), Handler("2024-01-01")).Select((y, h) => $"(make_date(({y} % 3000) else null, 2, 29) {h})"),
        Choice(Of(ColumnKind.Date, depth), depth));

    private Gen<string> DateTime(int depth) => Gen.OneOf(
        Of(ColumnKind.Instant, depth).Select(i => $"to_zone({i}, \"Europe/Berlin\")"),
        Of(ColumnKind.DateTime, depth).Select(d => $"trunc({d}, hour)"),
        Choice(Of(ColumnKind.DateTime, depth), depth));

    private Gen<string> Instant(int depth) => Gen.OneOf(
        Gen.Select(Of(ColumnKind.DateTime, depth), Handler("2024-01-01T00:00Z"))
            .Select((d, h) => $"(at_zone({d}, \"America/New_York\") {h})"),
        Of(ColumnKind.Instant, depth).Select(i => $"trunc({i}, day, tz: \"Asia/Kolkata\")"),
        Choice(Of(ColumnKind.Instant, depth), depth));

    private Gen<string> Choice(Gen<string> x, int depth) =>
        Gen.Select(Of(ColumnKind.Bool, depth), x, x).Select((c, a, b) => $"case {{ when {c} -> {a}, else -> {b} }}");

    private static Gen<string> Handler(string value) => Gen.Frequency(
        (6, Gen.Const("else null")), (2, Gen.Const($"else {value}")), (1, Gen.Const("else reject \"no value\"")));
}
