using System.Reflection;
using System.Runtime.Loader;
using FlowLang.Driver.Building;
using FlowLang.Driver.Packaging;
using FlowLang.Runtime;

namespace FlowLang.Compiler.Tests.Baselines;

/// <summary>
/// Compiles a baseline's generated C# and runs it, in this process and in a folder of its own: beside the program lies `data`, a copy of
/// tests/Baselines/data, which it reads and writes.
/// </summary>
internal sealed class ProgramRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flow-baseline-").FullName;

    /// <summary>What the run wrote, by name relative to `data`, sorted.</summary>
    public IEnumerable<string> Written =>
        Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Data, path))
            .Where(name => name.StartsWith("out/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private string Data => Path.Combine(_folder, "data");

    public string PathOf(string written) => Path.Combine(Data, written);

    /// <summary>Runs all pipelines, those with intervals for the first of January 2024.</summary>
    /// <returns>What the run said of its failure; null when it was well.</returns>
    public string? Execute(BaselineCase program)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "program"));
        Directory.CreateDirectory(Data);
        bool usesParquet = Says(program, ".parquet(");
        string[] interval = Says(program, "partition:") ? ["--interval", "2024-01-01"] : [];
        CopyInputs(Path.Combine(BaselineFolder.Root, "data"), usesParquet);
        using StringWriter said = new();
        HostEnvironment environment = new()
        {
            Out = said,
            Error = said,
            Directory = Path.Combine(_folder, "program"),
            Variable = _ => null,
        };
        AssemblyLoadContext context = new(program.Folder, isCollectible: true);
        try
        {
            FlowProgram compiled = Load(context, Compile(program));
            int exit = ProgramHost.RunAsync(compiled, ["run", "--ledger", "ledger.db", .. interval], environment).GetAwaiter().GetResult();
            return exit == 0 ? null : said.ToString();
        }
        finally
        {
            context.Unload();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool Says(BaselineCase program, string text) =>
        program.Trees.Any(tree => tree.Source.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>A query (`NAME.sql`) becomes a Parquet file of its rows, where the program uses such files.</summary>
    private void CopyInputs(string from, bool usesParquet)
    {
        foreach (string path in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(Data, Path.GetRelativePath(from, path));
            if (Path.GetExtension(path) != ".sql")
            {
                File.Copy(path, copy);
            }
            else if (usesParquet)
            {
                ParquetRows.Write(File.ReadAllText(path), Path.ChangeExtension(copy, ".parquet"));
            }
        }
    }

    private static byte[] Compile(BaselineCase program)
    {
        CSharpInput input = new("baseline", program.Files?.Code ?? [], [.. program.Trees.Select(tree => tree.Source)]);
        CSharpOutput output = CSharpBuild.Compile(input, Installation.Current, CancellationToken.None);
        Assert.True(output.Errors.IsEmpty, string.Join('\n', output.Errors));
        return output.Assembly;
    }

    private static FlowProgram Load(AssemblyLoadContext context, byte[] image)
    {
        using MemoryStream stream = new(image);
        Type type = context.LoadFromStream(stream).GetTypes().Single(t => t.BaseType == typeof(FlowProgram));
        return Activator.CreateInstance(type) as FlowProgram ?? throw new InvalidOperationException($"{type} is no program");
    }
}
