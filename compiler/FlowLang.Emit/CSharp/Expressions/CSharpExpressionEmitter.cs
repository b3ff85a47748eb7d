using System.Diagnostics;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>
/// Writes bound expressions as typed C#: statements where something can fail or is evaluated under a condition, one expression where not.
/// Values that can be null are nullable types; what failed is a bool beside the value until a handler or the step acts on it.
/// </summary>
/// <param name="method">Where statements go.</param>
/// <param name="column">A column of the step's input.</param>
/// <param name="exit">Writes how a row leaves; null where none can.</param>
internal sealed partial class CSharpExpressionEmitter(
    CSharpMethod method, Func<string, string?, CSharpValue> column, Action<FailureAction, string, TextSpan>? exit)
{
    private CSharpMembers Members => method.Members;

    /// <summary>The expression as a step evaluates it: what fails unhandled makes the row fail.</summary>
    public CSharpValue Finish(BoundExpression expression)
    {
        CSharpValue value = Emit(expression);
        ExitWhere(value.Failed, FailureAction.Fail, FailureReasons.Of(expression), expression.Span);
        return value with { Failed = null };
    }

    /// <summary>A C# condition that is true only where the expression is; where it fails the row leaves.</summary>
    public string Test(BoundExpression expression)
    {
        CSharpValue test = EmitTest(expression);
        ExitWhere(test.Failed, FailureAction.Fail, FailureReasons.Of(expression), expression.Span);
        return test.Text;
    }

    /// <summary>As <see cref="Test"/> where no row leaves: false where it fails, whatever its handlers would do with the row.</summary>
    public string Holds(BoundExpression expression)
    {
        CSharpValue test = EmitTest(Unhandled(expression));
        return test.Failed is { } failed ? $"{Negated(failed)} && {Grouped(test.Text, isAnd: true, isLeft: false)}" : test.Text;
    }

    private static BoundExpression Unhandled(BoundExpression expression) => expression.ReplaceDown(
        part => part is BoundHandler { Kind: HandlerKind.Reject or HandlerKind.Fail, Operand: var operand } ? Unhandled(operand) : null);

    public CSharpValue Emit(BoundExpression expression) => expression switch
    {
        BoundLiteral { Type.Type: SymbolType, Value: string word } => new CSharpValue(word, expression.Type.Type, IsNullable: false),
        BoundLiteral literal => new CSharpValue(CSharpLiterals.Write(literal, Members), literal.Type.Type, literal.Value is null),
        BoundColumn read => column(read.Name, read.Side),
        BoundParameter { Parameter: var given } => new CSharpValue(Members.Parameter(given), given.Type.Type, given.Type.Nullable),
        FlaggedColumn flagged => column(flagged.Name, null) with { Failed = column(flagged.FailedName, null).Text },
        BoundUnary unary => Unary(unary),
        BoundBinary binary => Binary(binary),
        BoundConversion conversion => Conversion(conversion),
        BoundCall call => Call(call),
        BoundHandler handler => Handler(handler),
        BoundIn test => In(test),
        BoundBetween range => Between(range),
        BoundIsNull test => IsNull(test),
        BoundLike like => Like(like),
        BoundCase choice => Case(choice),
        BoundField field => Field(field),
        BoundIndex index => Index(index),
        BoundList list => List(list),
        BoundStruct item => Struct(item),
        BoundInterpolation text => Interpolation(text),
        _ => throw new UnreachableException(expression.GetType().Name),
    };

    /// <summary>The value as a type that may hold null or not: where null can't be, there is none.</summary>
    public static string Coerce(CSharpValue value, TypeRef type) => !value.IsNullable || type.Nullable ? value.Text
        : CSharpTypes.IsReference(value.Type) ? $"({value.Text} ?? \"\")"
        : $"{value.Text}.GetValueOrDefault()";

    /// <summary>The value under a name, unless it is one.</summary>
    public CSharpValue Named(CSharpValue value, string hint)
    {
        if (value.IsAtom)
        {
            return value;
        }

        string name = method.Take(hint);
        method.Code.Line($"{Members.Type(value.Type, value.IsNullable)} {name} = {Bare(value.Text)};");
        return value with { Text = name };
    }

    private CSharpValue Call(BoundCall call)
    {
        Members.UsesNow |= !call.Function.IsConstant;
        CSharpValue value = Apply(Supported(call.Function.CSharp), call.Arguments, call.Type.Type, call.Fails, call.Function.Name);
        return value.IsNullable && !call.Type.Nullable && !call.Fails ? NeverNull(value) : value;
    }

    // `greatest` of a null and a value: its form may be null, the types say that it is not.
    private static CSharpValue NeverNull(CSharpValue value) => value with
    {
        Text = CSharpTypes.IsReference(value.Type) ? $"({value.Text} ?? \"\")" : $"({value.Text}).GetValueOrDefault()",
        IsNullable = false,
    };

    private CSharpValue Unary(BoundUnary unary) => unary.Operator switch
    {
        UnaryOperator.Not when Emit(unary.Operand) is var operand => operand with { Text = $"!{operand.Text}" },
        UnaryOperator.Negate =>
            Apply(CSharpArithmetic.Negate(unary.Operand.Type.Type), [unary.Operand], unary.Type.Type, unary.Fails, "negated"),
        _ => Emit(unary.Operand),
    };

    private CSharpValue Conversion(BoundConversion conversion)
    {
        (FlowType from, FlowType to) = (conversion.Operand.Type.Type, conversion.Type.Type);
        if (from is NullType)
        {
            return new CSharpValue(CSharpLiterals.Write(new BoundLiteral(null, conversion.Type, conversion.Span), Members), to, true);
        }

        if (Members.Type(from) == Members.Type(to) && from is ListType or MapType or RowType)
        {
            return Emit(conversion.Operand) with { Type = to };
        }

        return (from, to) is (ListType a, ListType b)
            ? ConvertItems(conversion, a.Element.Type, b.Element.Type)
            : Apply(Supported(CSharpCasts.Of(from, to)), [conversion.Operand], to, conversion.Fails, "converted");
    }

    private void ExitWhere(string? failed, FailureAction action, string reason, TextSpan span)
    {
        if (failed is null)
        {
            return;
        }

        method.Code.Line($"if ({failed})");
        using (method.Code.Block())
        {
            (exit ?? throw new UnreachableException("no row can leave here"))(action, reason, span);
        }
    }

    /// <summary>What has no form was refused before code is written.</summary>
    private static CSharpMapping Supported(CSharpMapping? mapping) => mapping ?? throw new UnreachableException("there is no C# form");

    // Without parentheses around all of it.
    private static string Bare(string text)
    {
        if (text is not ['(', .., ')'])
        {
            return text;
        }

        int depth = 0;
        for (int i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0 || text[i] is '"' or '\'')
            {
                return text;
            }
        }

        return text[1..^1];
    }
}
