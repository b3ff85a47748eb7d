using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Planning.Expressions;

/// <summary>Prints bound expressions for plans: fully in parentheses where operators nest, conversions visible.</summary>
public static class ExpressionPrinter
{
    public static string Print(BoundExpression expression) => expression switch
    {
        BoundLiteral literal => Literal(literal),
        BoundColumn column => column.Relation is { } relation ? $"{relation}.{column.Name}" : column.Name,
        FlaggedColumn column => column.Name,
        BoundParameter parameter => $"${parameter.Parameter.Name}",
        IntervalBound bound => bound.IsEnd ? "interval end" : "interval start",
        BoundCall call => $"{call.Function.Name}({List(call.Arguments)})",
        BoundUnary unary => unary.Operator == UnaryOperator.Not ? $"not {Operand(unary.Operand)}" : $"-{Operand(unary.Operand)}",
        BoundBinary binary => $"{Operand(binary.Left)} {Sign(binary.Operator)} {Operand(binary.Right)}",
        BoundConversion { Kind: ConversionKind.Widening } widening => $"{Operand(widening.Operand)}:{widening.Type.Type}",
        BoundConversion cast => $"cast({Print(cast.Operand)} as {cast.Type.Type})",
        BoundHandler handler => $"({Print(handler.Operand)} else {Handler(handler)})",
        BoundIn test => $"{Operand(test.Operand)} {(test.Negated ? "not in" : "in")} [{List(test.Options)}]",
        BoundBetween range =>
            $"{Operand(range.Operand)} {(range.Negated ? "not " : "")}between {Operand(range.Low)} and {Operand(range.High)}",
        BoundIsNull test => $"{Operand(test.Operand)} is {(test.Negated ? "not " : "")}null",
        BoundLike like => $"{Operand(like.Operand)} {(like.Negated ? "not " : "")}like \"{like.Pattern}\"",
        BoundCase choice => Case(choice),
        BoundField field => $"{Operand(field.Operand)}.{field.Name}",
        BoundIndex index => $"{Operand(index.Operand)}[{Print(index.Index)}]",
        BoundList list => $"[{List(list.Items)}]",
        BoundStruct item => $"{{ {string.Join(", ", item.Fields.Select(f => $"{f.Name}: {Print(f.Value)}"))} }}",
        BoundInterpolation text => $"join({List(text.Parts)})",
        BoundAggregateCall call => $"{call.Function.Name}({List(call.Arguments)}{Sort(call.Sort)})",
        BoundAnalytic call => $"{call.Analytic?.Name ?? call.Aggregate?.Name}({List(call.Arguments)}) over ({Window(call)})",
        _ => expression.Span.Text,
    };

    private static string Operand(BoundExpression expression) =>
        expression is BoundBinary or BoundUnary or BoundIn or BoundBetween or BoundIsNull or BoundLike
            ? $"({Print(expression)})"
            : Print(expression);

    private static string List(IEnumerable<BoundExpression> items) => string.Join(", ", items.Select(Print));

    private static string Sort(IEnumerable<BoundSortKey> keys) =>
        string.Join(", ", keys.Select(k => $"{Print(k.Value)}{(k.Descending ? " desc" : "")}")) is { Length: > 0 } list
            ? $" sort {list}"
            : "";

    private static string Window(BoundAnalytic call)
    {
        string by = call.By.IsEmpty ? "" : $"by {List(call.By)}";
        string frame = call.Frame is { } rows ? $" rows {Bound(rows.Start)} to {Bound(rows.End)}" : "";
        return $"{by}{Sort(call.Sort)}{frame}".Trim();
    }

    private static string Bound(long? offset) => offset?.ToString(CultureInfo.InvariantCulture) ?? "*";

    private static string Case(BoundCase choice)
    {
        IEnumerable<string> arms = choice.Arms.Select(a => $"when {Print(a.Condition)} -> {Print(a.Value)}");
        return $"case {{ {string.Join(", ", arms)}{(choice.Else is { } last ? $", else -> {Print(last)}" : "")} }}";
    }

    private static string Handler(BoundHandler handler) => handler.Kind switch
    {
        HandlerKind.Null => "null",
        HandlerKind.Reject => $"reject \"{handler.Reason}\"",
        HandlerKind.Fail => "fail",
        _ => handler.Fallback is { } value ? Print(value) : "",
    };

    private static string Literal(BoundLiteral literal) => literal.Value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => literal.Type.Type is SymbolType ? text : $"\"{text}\"",
        DateTime time =>
            time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + (literal.Type.Type is InstantType ? "Z" : ""),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{literal.Value}",
    };

    private static string Sign(BoundOperator op) => op switch
    {
        BoundOperator.Add => "+",
        BoundOperator.Subtract => "-",
        BoundOperator.Multiply => "*",
        BoundOperator.Divide => "/",
        BoundOperator.IntegerDivide => "div",
        BoundOperator.Remainder => "%",
        BoundOperator.Concat => "++",
        BoundOperator.Equal => "==",
        BoundOperator.NotEqual => "!=",
        BoundOperator.Less => "<",
        BoundOperator.LessOrEqual => "<=",
        BoundOperator.Greater => ">",
        BoundOperator.GreaterOrEqual => ">=",
        BoundOperator.And => "and",
        BoundOperator.Or => "or",
        BoundOperator.Coalesce => "??",
        BoundOperator.DistinctFrom => "is distinct from",
        _ => "is not distinct from",
    };
}
