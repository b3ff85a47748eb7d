using System.Reflection;
using System.Runtime.InteropServices;

namespace FlowLang.Driver.Packaging;

/// <summary>Where this flowc lies on the disk, and with it what every executable is made from: libraries, launcher, .NET runtime.</summary>
/// <param name="Folder">The folder of flowc.</param>
/// <param name="DependencyManifest">flowc's own `.deps.json`.</param>
/// <param name="Rid">The platform that executables are built for: the one flowc runs on.</param>
public sealed record Installation(string Folder, string DependencyManifest, string Rid)
{
    private static readonly Lazy<Installation> Found = new(Find);

    private Lazy<LibraryGraph>? _libraries;

    public static Installation Current => Found.Value;

    public static string CompilerVersion { get; } =
        typeof(Installation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0";

    /// <summary>The launcher template, a native program that starts the assembly whose name is written into it.</summary>
    public string Launcher => Path.Combine(Folder, "launcher", Rid, "apphost");

    /// <summary>The file of an asset for programs that run on whatever framework their machine has: the one that lies beside flowc may
    /// hold native code for exactly flowc's own.</summary>
    public string Portable(LibraryAsset asset)
    {
        string portable = Path.Combine(Folder, "portable", asset.FileName);
        return !asset.IsNative && File.Exists(portable) ? portable : asset.Path;
    }

    public LibraryGraph Libraries =>
        LazyInitializer.EnsureInitialized(ref _libraries, () => new(() => LibraryGraph.Read(DependencyManifest, Rid))).Value;

    /// <summary>Changes whenever the compiler does: part of the key of cached builds.</summary>
    public static string CompilerIdentity { get; } =
        $"{CompilerVersion}-{typeof(Installation).Module.ModuleVersionId:N}";

    private static Installation Find()
    {
        string rid = $"linux-{RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture other => other.ToString().ToLowerInvariant(),
        }}";
        string listed = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string ?? "").Split(';')[0];
        string folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        if (listed.Length == 0 || !File.Exists(listed))
        {
            throw new DriverException("the installation of flowc is incomplete: its list of libraries (`flowc.deps.json`) is missing")
            {
                Help = "install flowc again",
            };
        }

        return new Installation(folder, listed, rid);
    }
}
