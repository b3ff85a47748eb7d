using System.Collections.Immutable;
using System.Text;
using FlowLang.Driver.Packaging;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Driver.Building;

/// <summary>Emitted files to a folder that runs: the first stage that touches the disk.</summary>
public static class Builder
{
    /// <summary>Loads the C# compiler and its references ahead of time, on another core, while the program is checked.</summary>
    public static void WarmUp(Installation installation)
    {
        CSharpInput nothing = new("warm", [new("Program.cs", "System.Console.WriteLine($\"{args.Length}\");")], []);
        _ = Task.Run(() => CSharpBuild.Compile(nothing, installation, CancellationToken.None));
    }

    public static BuildResult Build(BuildInput input, BuildOptions options, Installation installation, CancellationToken cancel)
    {
        string name = input.Code.AssemblyName;
        using OutputFolder output = OutputFolder.Open(options.Output, name, options.LinksLibraries);
        DotNetRuntime? runtime = options.IsSelfContained ? DotNetRuntime.Current : null;

        // Copying the runtime needs nothing of the compiled program, so it goes on while that is made.
        Task copying = runtime is null
            ? Task.CompletedTask
            : Task.Run(() => output.Copy([.. runtime.Assemblies, .. runtime.Natives], cancel), CancellationToken.None);
        CSharpOutput code;
        try
        {
            code = CSharpBuild.Compile(input.Code, installation, cancel);
        }
        finally
        {
            copying.GetAwaiter().GetResult();
        }

        if (code.Errors.Length > 0)
        {
            return new BuildResult(null, [Refused(input.Code, code)]);
        }

        ImmutableArray<Library> libraries = installation.Libraries.Closure(code.References);
        DotNetRuntime? used = runtime?.Without(libraries);
        WebFramework web = WebFramework.Current.UsedBy(libraries);
        output.Copy([.. libraries.SelectMany(l => l.Assets).Select(a => runtime is null ? installation.Portable(a) : a.Path)], cancel);
        output.Copy(runtime is null ? [] : web.Assemblies, cancel);
        output.Write(name + ".dll", code.Assembly);
        output.Write(name + ".pdb", code.Symbols);
        output.Write(name + ".runtimeconfig.json", RuntimeConfig.Write(runtime, web));
        input.Extras.ToList().ForEach(extra => output.Write(extra.Key, Encoding.UTF8.GetBytes(extra.Value)));
        output.Write(name + ".deps.json", DependencyManifest.Write(name, installation.Rid, libraries, used, web));
        output.WriteExecutable(name, Launcher.Bind(Launcher.ReadTemplate(installation), name + ".dll"));
        if (options.MakesPackage)
        {
            PackageContent.Write(output, name, input.Version, BillOfMaterials.Of(libraries, used, web, installation.Rid));
        }

        cancel.ThrowIfCancellationRequested();
        output.Commit();
        PackageFile? package = options.MakesPackage ? Archive.Write(output, name, cancel) : null;
        return new BuildResult(new Executable(Path.Combine(output.Path, name), output.Files, output.Bytes, package), []);
    }

    private static Diagnostic Refused(CSharpInput input, CSharpOutput code) => code.IsTooLarge
        ? CompilerDiagnostics.ProgramTooLarge()
        : CompilerDiagnostics.GeneratedCodeInvalid(TextSpan.None, BugReport.Write(input, code.Errors));
}
