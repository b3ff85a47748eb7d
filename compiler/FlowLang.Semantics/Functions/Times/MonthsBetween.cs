using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class MonthsBetween : ScalarFunction
{
    public override string Name => "months_between";

    public override string Category => "time";

    public override string Summary => "How many whole months pass from one time to the other; negative where `to` is earlier.";

    public override string Remarks =>
        "The largest n for which the earlier time plus n months is not after the later one: from January 31 to " +
        "February 29 it is one. Instants count in UTC.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(IntegerType.Int64, FunctionParameter.Date("from"), FunctionParameter.Date("to")),
        Overload.To(IntegerType.Int64, FunctionParameter.DateTime("from"), FunctionParameter.DateTime("to")),
        Overload.To(IntegerType.Int64, FunctionParameter.Instant("from"), FunctionParameter.Instant("to")),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("months_between(2024-01-31, 2024-02-29)", "1"),
        new("months_between(2024-01-31, 2024-03-30)", "1"),
        new("months_between(2024-03-01, 2024-01-01)", "-2"),
    ];

    public override SqlMapping? Spark => SqlMapping.Template("flow_months_between(CAST({0} AS TIMESTAMP), CAST({1} AS TIMESTAMP))");

    public override SqlMapping DuckDb => new(call => $"date_sub('month', {Local(call, 0)}, {Local(call, 1)})");

    public override SqlMapping? Postgres => new(call => $"flow.months_between_1({PostgresLocal(call, 0)}, {PostgresLocal(call, 1)})");

    private static string PostgresLocal(SqlCall call, int index) => call.Types[index].Type switch
    {
        InstantType => $"timezone('UTC', {call.Arguments[index]})",
        DateTimeType => call.Arguments[index],
        _ => $"CAST({call.Arguments[index]} AS timestamp)",
    };

    private static string Local(SqlCall call, int index) => call.Types[index].Type switch
    {
        InstantType => $"make_timestamp(epoch_us({call.Arguments[index]}))",
        DateTimeType => call.Arguments[index],
        _ => $"CAST({call.Arguments[index]} AS TIMESTAMP)",
    };

    public override CSharpMapping CSharp => CSharpMapping.Call("Calendar.MonthsBetween");
}
