using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Functions;

/// <summary>
/// A `fn` of the program as a function like the others. Its calls can fail, since C# can throw; as with overflow, a failure that no handler
/// takes fails the run.
/// </summary>
public sealed class UserFunction(FunctionSymbol symbol) : ScalarFunction
{
    /// <summary>The field that holds a result which may be null: then a null struct is what failed.</summary>
    public const string ValueField = "value";

    public FunctionSymbol Symbol => symbol;

    public override string Name => symbol.Name;

    public override string Category => "own";

    public override string Summary => $"`{symbol.Method}`, in C#.";

    public override bool FailsByOverflowOnly => true;

    public override bool IsConstant => false;

    public override ImmutableArray<Example> Examples => [];

    public override ImmutableArray<Overload> Overloads =>
    [
        Overload.To(ResultType, [.. symbol.Parameters.Select(Parameter)]).Overflowing(),
    ];

    public override SqlMapping DuckDb => new(Call, call => $"({Failed(call)})");

    private FlowType ResultType => symbol.Result.Nullable
        ? new RowType([new RowField(ValueField, symbol.Result)])
        : symbol.Result.Type;

    /// <summary>A resolved call: null where an argument is that may not be, and the value taken out of its struct.</summary>
    public BoundExpression Bind(ResolvedCall call, TextSpan span)
    {
        bool skips = call.Arguments.Zip(symbol.Parameters).Any(pair => pair.First.Type.Nullable && !pair.Second.Type.Nullable);
        BoundCall bound = new(this, call.Arguments, new TypeRef(call.Type.Type, skips), call.Fails, span);
        return symbol.Result.Nullable ? new BoundField(bound, ValueField, symbol.Result, span) : bound;
    }

    public override bool Equals(object? obj) => obj is UserFunction other && other.Symbol == Symbol;

    public override int GetHashCode() => Symbol.GetHashCode();

    private static FunctionParameter Parameter(FunctionParameterSymbol parameter) =>
        FunctionParameter.Of(parameter.Name, parameter.Type.Type) with { DefaultValue = parameter.Default };

    private string Call(SqlCall call) => $"{symbol.SqlName}({string.Join(", ", call.Arguments)})";

    // No result though it was called.
    private string Failed(SqlCall call) => string.Concat(
        call.Arguments.Where((_, i) => !symbol.Parameters[i].Type.Nullable && call.Types[i].Nullable).Select(a => $"{a} IS NOT NULL AND "))
        + $"{Call(call)} IS NULL";
}
