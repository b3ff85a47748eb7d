using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class Add : ScalarFunction
{
    public override string Name => "add";

    public override string Category => "time";

    public override string Summary => "The time later by `duration` (earlier for a negative one); `x + 5m` is the same.";

    public override string Remarks =>
        "Months go first and end on the last day of a shorter month, then days, then the rest; of an instant in " +
        "UTC. A date stays a date with a literal of whole days; a time of day goes round at midnight. Outside the " +
        "years 1 to 9999 it is an overflow.";

    public override ImmutableArray<Overload> Overloads =>
    [
        new Overload([FunctionParameter.Date("x"), Duration], DateOrDateTime) { Returns = "date or datetime", Overflows = _ => true },
        Overload.To(DateTimeType.Instance, FunctionParameter.DateTime("x"), Duration).Overflowing(),
        Overload.To(InstantType.Instance, FunctionParameter.Instant("x"), Duration).Overflowing(),
        Overload.To(TimeType.Instance, FunctionParameter.Of("x", TimeType.Instance), Duration),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("add(2024-03-10T06:00Z, 90m)", "2024-03-10T07:30Z"),
        new("add(2024-02-28, 2d)", "2024-03-01"),
    ];

    public override SqlMapping? Spark => new(SparkDurations.Add, call => call.Types[0].Type is TimeType
        ? "false" : NullWhenFailed(call, SparkDurations.Add));

    public override SqlMapping DuckDb => new(Value, call => call.Types[0].Type is TimeType ? "false" : NullWhenFailed(call, Value));

    public override SqlMapping? Postgres => new(
        PostgresValue, call => call.Types[0].Type is TimeType ? "false" : NullWhenFailed(call, PostgresValue));

    private static FunctionParameter Duration { get; } = FunctionParameter.Of("duration", IntervalType.Instance);

    public override bool FailsByOverflowOnly => true;

    private static FlowType DateOrDateTime(ImmutableArray<BoundExpression> arguments) =>
        arguments[1] is BoundLiteral { Value: IntervalLiteral { Microseconds: 0 } } ? DateType.Instance : DateTimeType.Instance;

    private static string NullWhenFailed(SqlCall call, Func<SqlCall, string> value) =>
        SqlMapping.NullOnFailure(value).Failed?.Invoke(call) ?? "false";

    private static string PostgresValue(SqlCall call)
    {
        (string x, string d) = (call.Arguments[0], call.Arguments[1]);
        return (call.Types[0].Type, call.Result.Type) switch
        {
            (TimeType, _) => $"({x} + {d})",
            (DateType, DateType) => $"CAST(flow.shift_1(CAST({x} AS timestamp), {d}) AS date)",
            (DateType, _) => $"flow.shift_1(CAST({x} AS timestamp), {d})",
            _ => $"flow.shift_1({x}, {d})",
        };
    }

    private static string Value(SqlCall call)
    {
        string sum = $"({call.Arguments[0]} + {call.Arguments[1]})";
        return (call.Types[0].Type, call.Result.Type) switch
        {
            (TimeType, _) => sum,
            (InstantType, _) => $"flow_checked_instant(TRY{sum})",
            (DateType, DateType) => $"flow_checked_date(CAST(TRY{sum} AS DATE))",
            _ => $"flow_checked_datetime(TRY{sum})",
        };
    }

    public override CSharpMapping CSharp =>
        new(call => call.Types[0].Type is TimeType ? call.Call("Calendar.Add") : call.Try("Calendar.TryAdd"));
}
