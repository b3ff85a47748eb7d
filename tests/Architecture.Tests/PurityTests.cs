using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowLang.Architecture.Tests;

/// <summary>Stages from text to emitted files are pure: no files, processes, network, console, clock or chance.</summary>
public sealed class PurityTests
{
    private static readonly string[] s_impureTypes =
    [
        "System.IO.File", "System.IO.Directory", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.FileStream",
        "System.Console", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Random",
        "System.Threading.Thread", "System.Threading.Timer", "System.Net.Http.HttpClient", "System.Net.Sockets.Socket",
        "System.TimeProvider",
    ];

    private static readonly string[] s_impureMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.Environment.GetEnvironmentVariable", "System.Environment.get_NewLine", "System.Environment.get_CurrentDirectory",
        "System.Environment.get_MachineName", "System.Environment.get_UserName", "System.Environment.Exit",
    ];

    /// <summary>ANTLR's generated constructors name the console for its default error listeners, which the parser removes.</summary>
    private static readonly string[] s_generated = ["FlowLang.Syntax names System.Console"];

    [Fact]
    public void Pure_layers_name_no_type_that_does_io() =>
        Rule.Holds(
            "pure layers do no I/O",
            from assembly in PureAssemblies()
            from type in s_impureTypes
            where assembly.Types.Contains(type)
            let breach = $"{assembly.Name} names {type}"
            where !s_generated.Contains(breach)
            select breach);

    [Fact]
    public void Pure_layers_read_no_clock_and_draw_no_identity() =>
        Rule.Holds(
            "pure layers are repeatable",
            from assembly in PureAssemblies()
            from member in s_impureMembers
            where assembly.Members.Contains(member)
            select $"{assembly.Name} calls {member}");

    [Fact]
    public void Only_the_terminal_layers_touch_the_console() =>
        Rule.Holds(
            "`Console` is for flowc and for the generated executable's terminal",
            from file in Repository.Sources
            where file.Path.StartsWith("compiler/", StringComparison.Ordinal) || file.Path.StartsWith("runtime/", StringComparison.Ordinal)
            where file.Project != "compiler/FlowLang.Cli"
                && !file.Path.StartsWith("runtime/FlowLang.Runtime/Terminal/", StringComparison.Ordinal)
            from access in file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            where access.Expression.ToString() is "Console" or "System.Console" or "AnsiConsole"
            select $"{file.At(access)} {access}");

    [Fact]
    public void The_clock_is_injected() =>
        Rule.Holds(
            "time comes from a TimeProvider",
            from file in Repository.Sources
            where file.Path.StartsWith("compiler/", StringComparison.Ordinal) || file.Path.StartsWith("runtime/", StringComparison.Ordinal)
            from access in file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            where access.ToString() is "DateTime.Now" or "DateTime.UtcNow" or "DateTime.Today"
                or "DateTimeOffset.Now" or "DateTimeOffset.UtcNow"
            select $"{file.At(access)} {access}");

    [Fact]
    public void No_antlr_type_escapes_from_the_syntax_layer()
    {
        Assembly syntax = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "FlowLang.Syntax.dll"));
        Rule.Holds(
            "no ANTLR type in the public API",
            from type in syntax.GetExportedTypes()
            from used in SignatureTypes(type)
            where used.Assembly.GetName().Name?.StartsWith("Antlr", StringComparison.Ordinal) == true
            select $"{type.FullName} shows {used.FullName}");
    }

    private static IEnumerable<AssemblyFile> PureAssemblies() =>
        Layers.All.Where(layer => layer.Value.IsPure).Select(layer => AssemblyFile.Read(layer.Value.Assembly ?? layer.Key));

    private static IEnumerable<Type> SignatureTypes(Type type)
    {
        const BindingFlags visible = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return new[] { type.BaseType }.OfType<Type>()
            .Concat(type.GetInterfaces())
            .Concat(type.GetFields(visible).Select(field => field.FieldType))
            .Concat(type.GetProperties(visible).Select(property => property.PropertyType))
            .Concat(
                type.GetMethods(visible).SelectMany(
                    method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType)))
            .Concat(type.GetConstructors(visible).SelectMany(made => made.GetParameters().Select(p => p.ParameterType)))
            .SelectMany(used => used.IsGenericType ? used.GetGenericArguments().Append(used) : [used]);
    }
}
