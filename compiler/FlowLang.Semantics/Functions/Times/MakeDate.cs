using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class MakeDate : ScalarFunction
{
    public override string Name => "make_date";

    public override string Category => "time";

    public override string Summary => "The date of a year, a month and a day.";

    public override string Remarks => "A date that is not in the calendar, or outside the years 1 to 9999, is a value failure.";

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(DateType.Instance, FunctionParameter.Int64("year"), FunctionParameter.Int64("month"),
            FunctionParameter.Int64("day")).Failing(),
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("make_date(2024, 2, 29)", "2024-02-29"),
        new("make_date(2023, 2, 29)", "fails"),
        new("make_date(0, 1, 1)", "fails"),
    ];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure("flow_make_date({0}, {1}, {2})");

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure("flow_checked_date(TRY(make_date({0}, {1}, {2})))");

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure("flow.date_1({0}, {1}, {2})");

    public override CSharpMapping CSharp => CSharpMapping.Try("Calendar.TryDate");
}
