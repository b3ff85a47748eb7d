using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <summary>The C# types that values have in a `fn`.</summary>
public static class FunctionTypes
{
    /// <summary>Digits that System.Decimal holds of every number.</summary>
    private const int MostDigits = 28;

    /// <summary>Such as `long` or `string?`; null for types that C# functions don't take.</summary>
    public static string? Of(TypeRef type)
    {
        string? name = type.Type switch
        {
            BoolType => "bool",
            IntegerType { Bits: 16 } => "short",
            IntegerType { Bits: 32 } => "int",
            IntegerType => "long",
            FloatType { Bits: 32 } => "float",
            FloatType => "double",
            DecimalType { Precision: <= MostDigits } => "decimal",
            TextType => "string",
            BytesType => "byte[]",
            UuidType => "System.Guid",
            DateType => "System.DateOnly",
            TimeType => "System.TimeOnly",
            InstantType => "System.DateTimeOffset",
            DateTimeType => "System.DateTime",
            _ => null,
        };
        return name is not null && type.Nullable ? name + "?" : name;
    }
}
