using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <summary>The arguments of a call laid onto the parameters of one overload, if they fit.</summary>
/// <param name="Cost">How many conversions it took: a literal that fits is cheaper than a widening.</param>
internal sealed record OverloadMatch(ImmutableArray<BoundExpression> Arguments, int Cost)
{
    private const int LiteralCost = 1;
    private const int WideningCost = 4;
    private const int ApproximationCost = 16;

    public static OverloadMatch? Try(Overload overload, ImmutableArray<CallArgument> arguments)
    {
        if (Place(overload, arguments) is not { } placed)
        {
            return null;
        }

        FlowType? common = Conversions.CommonType(placed.Where(p => p.Parameter.Accepts is CommonPattern).Select(p => p.Value));
        ImmutableArray<BoundExpression>.Builder converted = ImmutableArray.CreateBuilder<BoundExpression>(placed.Count);
        int cost = 0;
        foreach ((FunctionParameter parameter, BoundExpression value) in placed)
        {
            FlowType? target = TargetOf(parameter.Accepts, value.Type.Type, common, converted);
            if (target is null || !Fits(value, target))
            {
                return null;
            }

            cost += CostOf(value, target);
            converted.Add(Conversions.Convert(value, target));
        }

        return new OverloadMatch(converted.ToImmutable(), cost);
    }

    public static FunctionParameter? ParameterFor(Overload overload, int position, string? name)
    {
        if (name is not null)
        {
            return overload.Parameters.FirstOrDefault(p => p.Name == name);
        }

        FunctionParameter[] positional = [.. overload.Parameters.Where(p => !p.IsNamedOnly)];
        return position < positional.Length ? positional[position]
            : positional is [.., { IsVariadic: true } last] ? last
            : null;
    }

    // Parameter by parameter, defaults filled in; null where an argument has no place or a parameter no argument.
    private static List<(FunctionParameter Parameter, BoundExpression Value)>? Place(Overload overload,
        ImmutableArray<CallArgument> arguments)
    {
        ILookup<FunctionParameter?, BoundExpression> given = arguments
            .Select((a, i) => (Parameter: ParameterFor(overload, i, a.Name), a.Value))
            .ToLookup(pair => pair.Parameter, pair => pair.Value);
        if (given.Contains(null))
        {
            return null;
        }

        List<(FunctionParameter, BoundExpression)> placed = [];
        foreach (FunctionParameter parameter in overload.Parameters)
        {
            BoundExpression[] values = [.. given[parameter]];
            if (values.Length == 0 && (parameter.DefaultValue is not null || parameter.Default is not null))
            {
                values = [parameter.DefaultValue ?? DefaultLiteral.Parse(parameter.Default ?? "null")];
            }

            if (values.Length == 0 || (values.Length > 1 && !parameter.IsVariadic))
            {
                return null;
            }

            placed.AddRange(values.Select(value => (parameter, value)));
        }

        return placed;
    }

    private static FlowType? TargetOf(TypePattern pattern, FlowType given, FlowType? common, IReadOnlyList<BoundExpression> before) =>
        pattern switch
        {
            ExactPattern exact => exact.Type,
            ClassPattern set when given is NullType => set.ForNull,
            ClassPattern set => set.Matches(given) ? given : null,
            CommonPattern => common is NullType ? TextType.Instance : common is not null && Conversions.HasOrder(common) ? common : null,
            SamePattern same => before[same.Parameter].Type.Type,
            ElementPattern element => before[element.Parameter].Type.Type switch
            {
                ListType list => list.Element.Type,
                MapType map => map.Value.Type,
                _ => null,
            },
            SymbolPattern symbol => given is SymbolType word && symbol.Words.Contains(word.Name) ? given : null,
            _ => throw new System.Diagnostics.UnreachableException(pattern.GetType().Name),
        };

    private static bool Fits(BoundExpression value, FlowType target) => value.Type.Type is SymbolType || target is SymbolType
        ? value.Type.Type == target
        : Conversions.Fits(value, target);

    private static int CostOf(BoundExpression value, FlowType target) => (value, value.Type.Type, target) switch
    {
        var (_, from, to) when from == to => 0,
        (BoundLiteral, _, _) => LiteralCost,
        (_, IntegerType { Bits: 64 } or DecimalType, FloatType) => ApproximationCost,
        (_, IntegerType, FloatType) => WideningCost + 1,
        _ => WideningCost,
    };
}
