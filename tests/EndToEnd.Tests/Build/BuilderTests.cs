using System.Security.Cryptography;
using FlowLang.Driver.Building;
using FlowLang.Driver.Packaging;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Build;

public sealed class BuilderTests
{
    private const string Program = """
        using FlowLang.Runtime;
        #line (1,1)-(1,5) "main.flow"
        System.Console.WriteLine("runs " + args.Length + " " + typeof(FlowProgram).Assembly.GetName().Name);
        if (args.Length > 1) { throw new System.InvalidOperationException("line"); }
        return 7;
        """;

    private static BuildInput Input(string code = Program) =>
        new(new CSharpInput("hello", [new("Program.g.cs", code)], [new SourceText("main.flow", "// "
            + "flow\n")]), [new("hello.txt", "extra\n")]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_built_folder_runs_and_gives_the_exit_code_of_the_program(bool isSelfContained)
    {
        using TemporaryFolder folder = new();
        Executable built = Build(Input(), new BuildOptions(folder.Path) { IsSelfContained = isSelfContained });
        CommandResult result = await Command.RunAsync(built.Launcher, folder.Path, ["one"]);
        Assert.Equal("runs 1 FlowLang.Runtime\n", result.Output);
        Assert.Equal(7, result.ExitCode);
        Assert.Equal(isSelfContained, File.Exists(folder["System.Private.CoreLib.dll"]));
        Assert.Equal("extra\n", await File.ReadAllTextAsync(folder["hello.txt"]));
    }

    [Fact]
    public async Task A_self_contained_folder_needs_no_installed_runtime()
    {
        using TemporaryFolder folder = new();
        Executable built = Build(Input(), new BuildOptions(folder.Path));
        Dictionary<string, string> nowhere = new() { ["DOTNET_ROOT"] = "/nonexistent", ["PATH"] = "/nonexistent" };
        CommandResult result = await Command.RunAsync(built.Launcher, folder.Path, [], nowhere);
        Assert.Equal(7, result.ExitCode);
    }

    [Fact]
    public void A_program_brings_only_the_libraries_that_it_uses()
    {
        using TemporaryFolder folder = new();
        Build(Input(), new BuildOptions(folder.Path) { IsSelfContained = false });
        Assert.True(File.Exists(folder["FlowLang.Runtime.dll"]));
        Assert.False(File.Exists(folder["Npgsql.dll"]));
        Assert.False(File.Exists(folder["libduckdb.so"]));
        Assert.False(File.Exists(folder["Microsoft.CodeAnalysis.dll"]));
    }

    [Fact]
    public void A_program_of_files_brings_the_zstd_codec_only_where_it_names_it()
    {
        using TemporaryFolder folder = new();
        BuildOptions options = new(folder.Path) { IsSelfContained = false };
        Build(Input("_ = new FlowLang.Connectors.Files.FileFormatOptions { Zstd = FlowLang.Connectors.Files.ZstdStream.Open }; return 0;"),
            options);
        Assert.True(File.Exists(folder["ZstdSharp.dll"]));
        Build(Input("_ = new FlowLang.Connectors.Files.FileFormatOptions(); return 0;"), options);
        Assert.True(File.Exists(folder["FlowLang.Connectors.Files.dll"]));
        Assert.False(File.Exists(folder["ZstdSharp.dll"]));
        Assert.False(File.Exists(folder["FlowLang.Connectors.Files.Zstd.dll"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_that_can_be_served_brings_what_it_reaches_of_the_web_framework(bool isSelfContained)
    {
        using TemporaryFolder folder = new();
        BuildOptions options = new(folder.Path) { IsSelfContained = isSelfContained };
        Executable built = Build(Input("System.Console.WriteLine(FlowLang.Hosting.WebServer.Version); return 0;"), options);
        CommandResult result = await Command.RunAsync(built.Launcher, folder.Path, []);
        Assert.Equal("10.0\n", result.Output);
        Assert.Equal(isSelfContained, File.Exists(folder["Microsoft.AspNetCore.Server.Kestrel.Core.dll"]));
        Assert.False(File.Exists(folder["Microsoft.AspNetCore.Mvc.Core.dll"]));
        string configuration = await File.ReadAllTextAsync(folder["hello.runtimeconfig.json"]);
        Assert.Contains("Microsoft.AspNetCore.App", configuration, StringComparison.Ordinal);

        Build(Input(), options);
        Assert.False(File.Exists(folder["Microsoft.AspNetCore.Server.Kestrel.Core.dll"]));
        configuration = await File.ReadAllTextAsync(folder["hello.runtimeconfig.json"]);
        Assert.DoesNotContain("Microsoft.AspNetCore.App", configuration, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_builds_have_the_same_bytes()
    {
        using TemporaryFolder first = new();
        using TemporaryFolder second = new();
        Build(Input(), new BuildOptions(first.Path) { MakesPackage = true, IsSelfContained = false });
        Build(Input(), new BuildOptions(second.Path) { MakesPackage = true, IsSelfContained = false });
        Assert.Equal(Hashes(first.Path), Hashes(second.Path));
    }

    [Fact]
    public void A_second_build_removes_libraries_that_are_not_used_any_more_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        BuildOptions options = new(folder.Path) { IsSelfContained = false };
        string ledger = folder.Write("hello.ledger.db", "keep");
        Build(Input("_ = new Npgsql.NpgsqlConnection(); return 0;"), options);
        Assert.True(File.Exists(folder["Npgsql.dll"]));
        Build(Input(), options);
        Assert.False(File.Exists(folder["Npgsql.dll"]));
        Assert.True(File.Exists(ledger));
    }

    [Fact]
    public async Task A_stack_trace_names_the_flow_file()
    {
        using TemporaryFolder folder = new();
        Executable built = Build(Input(), new BuildOptions(folder.Path) { IsSelfContained = false });
        CommandResult result = await Command.RunAsync(built.Launcher, folder.Path, ["1", "2"]);
        Assert.Contains("main.flow:line 2", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Generated_code_that_does_not_compile_is_a_compiler_bug_with_a_report()
    {
        using TemporaryFolder folder = new();
        BuildResult result = Builder.Build(Input("return nothing;"), new BuildOptions(folder.Path), Installation.Current, default);
        Assert.Null(result.Executable);
        Assert.Equal("FL9001", Assert.Single(result.Diagnostics).Code);
        Assert.DoesNotContain("CS0103", result.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    private static Executable Build(BuildInput input, BuildOptions options)
    {
        BuildResult result = Builder.Build(input, options, Installation.Current, default);
        Assert.Empty(result.Diagnostics);
        return Assert.IsType<Executable>(result.Executable);
    }

    private static string Hashes(string folder) => string.Join('\n', Directory.GetFiles(folder).Order(StringComparer.Ordinal)
        .Select(f => Path.GetFileName(f) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))));
}
