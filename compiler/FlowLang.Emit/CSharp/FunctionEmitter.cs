using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp;

/// <summary>The functions that a program has in C#, each as a class that reads arguments, calls the method and sets its result.</summary>
internal static class FunctionEmitter
{
    public const string FileName = "Functions.g.cs";

    /// <summary>The class that lists them.</summary>
    public const string ClassName = "ProgramFunctions";

    public static string Emit(ImmutableArray<FunctionSymbol> functions, EmitOptions options)
    {
        NameScope names = new();
        names.Take(ClassName);
        (FunctionSymbol Function, string Class)[] classes =
            [.. functions.Select(f => (f, names.Take(Names.Pascal(f.Name) + "Function")))];
        CodeWriter code = new();
        code.Line($"// Made by flowc {options.CompilerVersion} for {options.ProgramName}. The next build writes it again.");
        code.Line("using System.Collections.Immutable;");
        code.Line("using FlowLang.Connectors.DuckDb;");
        code.Line("using FlowLang.Runtime;");
        code.Line();
        code.Line("/// <summary>What the program has in C#, made anew for each run.</summary>");
        code.Line($"internal static class {ClassName}");
        using (code.Block())
        {
            string made = string.Join(", ", classes.Select(c => $"new {c.Class}()"));
            code.Line($"public static ImmutableArray<UserFunction> All => [{made}];");
        }

        foreach ((FunctionSymbol function, string name) in classes)
        {
            code.Line();
            Class(function, name, code);
        }

        return code.ToString();
    }

    private static void Class(FunctionSymbol function, string name, CodeWriter code)
    {
        IEnumerable<RowField> parameters = function.Parameters.Select(p => new RowField(p.Name, p.Type));
        code.Line($"/// <summary>`{function.Name}` of {function.Span.Source.Path}:{function.Span.Line}.</summary>");
        code.Line($"internal sealed class {name}()");
        using (code.Indent())
        {
            code.Line(
                $": UserFunction({Literals.Text(function.Name)}, {Literals.Text(function.SqlName)}, {Literals.Columns(parameters)}, "
                    + $"{Literals.Column(new RowField(function.Name, function.Result))})");
        }

        using (code.Block())
        {
            IEnumerable<string> arguments = function.Parameters.Select((p, i) => Argument(p.Type, i));
            string method = string.Join('.', function.Method.Split('.').Select(part => "@" + part));
            code.Line("protected override void Call(in FunctionRows rows, int row) =>");
            using (code.Indent())
            {
                code.Line($"rows.Set(row, global::{method}({string.Join(", ", arguments)}));");
            }
        }
    }

    private static string Argument(TypeRef type, int index)
    {
        string value = $"rows.{Reader(type.Type)}({index}, row)";
        return type.Nullable ? $"rows.IsNull({index}, row) ? null : {value}" : value;
    }

    private static string Reader(FlowType type) => type switch
    {
        BoolType => "Bool",
        IntegerType integer => $"Int{integer.Bits}",
        FloatType real => $"Float{real.Bits}",
        DecimalType => "Decimal",
        TextType => "Text",
        BytesType => "Bytes",
        UuidType => "Uuid",
        DateType => "Date",
        TimeType => "Time",
        InstantType => "Instant",
        DateTimeType => "DateTime",
        _ => throw new UnreachableException(type.ToString()),
    };
}
