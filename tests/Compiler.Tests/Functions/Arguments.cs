using System.Collections.Immutable;
using System.Numerics;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Compiler.Tests.Functions;

/// <summary>Arguments and calls for tests of overload resolution.</summary>
internal static class Arguments
{
    public static BoundExpression Column(FlowType type, bool nullable = false) =>
        new BoundColumn("c", null, new TypeRef(type, nullable), TextSpan.None);

    public static BoundLiteral Int(long value) => new(value, new TypeRef(IntegerType.Int32), TextSpan.None);

    public static BoundLiteral Text(string value) => new(value, new TypeRef(TextType.Instance), TextSpan.None);

    public static BoundLiteral Float(double value) => new(value, new TypeRef(FloatType.Float64), TextSpan.None);

    public static BoundLiteral Null { get; } = new(null, new TypeRef(NullType.Instance, true), TextSpan.None);

    public static BoundLiteral Decimal(long unscaled, int scale) =>
        new(
            new DecimalLiteral(new BigInteger(unscaled), scale), new TypeRef(new DecimalType(unscaled.ToString().Length, scale)),
            TextSpan.None);

    public static CallArgument Word(string word, string? name = null) => CallArgument.Word(name, word, TextSpan.None);

    public static CallArgument Named(string name, BoundExpression value) => new(name, value);

    /// <summary>Resolves a call; arguments are <see cref="CallArgument"/>s or positional expressions.</summary>
    public static ResolvedCall Call(string function, params object[] arguments) => Resolve(function, groupIsNeverEmpty: false, arguments);

    public static ResolvedCall CallUnderBy(string function, params object[] arguments) =>
        Resolve(function, groupIsNeverEmpty: true, arguments);

    private static ResolvedCall Resolve(string function, bool groupIsNeverEmpty, object[] arguments)
    {
        FlowFunction? found = FunctionCatalogue.Find(function);
        Assert.NotNull(found);
        ImmutableArray<CallArgument> given = [.. arguments.Select(a => a as CallArgument ?? new CallArgument(null, (BoundExpression)a))];
        return OverloadResolution.Resolve(found, given, TextSpan.None, groupIsNeverEmpty);
    }
}
